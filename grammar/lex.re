/* Tokens of all dialects. Long things (strings, comments, dollar quotes, operators) are finished in C. */
#include "lex/keywords.h"
#include "lex/scan.h"

/*!types:re2c*/

/*!re2c
    re2c:define:YYCTYPE = "unsigned char";
    re2c:define:YYCURSOR = cur;
    re2c:define:YYMARKER = mark;
    re2c:define:YYCTXMARKER = context;
    re2c:define:YYLIMIT = limit;
    re2c:define:YYGETCONDITION = "sc->condition";
    re2c:define:YYGETCONDITION:naked = 1;
    re2c:yyfill:enable = 0;
    re2c:eof = 0;

    digit = [0-9];
    start = [A-Za-z_] | [\x80-\xff];
    part = start | digit | "$";
    exponent = [eE] [+-]? digit+;
    decimal = digit+ ("." digit*)? exponent? | "." digit+ exponent?;
*/

void mg_scanner_init(mg_scanner *sc, mg_alloc *alloc, mg_lex_mode mode, uint32_t version, const char *src, uint32_t len)
{
    static const int conditions[] = {yycpg, yycmysql, yycmysql, yycsqlite};
    *sc = (mg_scanner){.alloc = alloc, .mode = mode, .condition = conditions[mode], .version = version,
                       .src = src, .end = src + len, .at = src, .new_line = true};
}

static void finish(mg_scanner *sc, mg_token *t, const unsigned char *end, int kind)
{
    t->kind = (uint16_t)kind;
    t->len = (uint32_t)((const char *)end - sc->src) - t->off;
    sc->at = (const char *)end;
}

static void take_word(mg_scanner *sc, mg_token *t, const char *end)
{
    const char *p = sc->src + t->off;
    mg_word w = mg_word_at(p, end);
    const mg_keyword *k = mg_keyword_find(&mg_keyword_tables[sc->mode], p, &w);
    t->hash = w.hash;
    t->flags |= w.upper ? MG_TF_UPPER : 0;
    finish(sc, t, (const unsigned char *)p + w.len, k ? k->token : MG_T_ID);
}

void mg_scan_cut_word(mg_scanner *sc, mg_token *t, uint32_t len)
{
    t->flags &= (uint16_t)~MG_TF_UPPER;
    take_word(sc, t, sc->src + t->off + len);
}

static void finish_quoted(mg_scanner *sc, mg_token *t, const unsigned char *at, char quote, bool backslash, int kind,
                          const char *what)
{
    const char *end = mg_scan_quoted(sc, sc->src + t->off, (const char *)at, quote, backslash, what, &t->flags);
    if (kind == MG_T_ID)
        t->flags |= MG_TF_QUOTED;
    finish(sc, t, (const unsigned char *)end, kind);
}

void mg_scan(mg_scanner *sc, mg_token *t)
{
    const unsigned char *cur = (const unsigned char *)sc->at, *limit = (const unsigned char *)sc->end, *mark, *context;
    const unsigned char *start = cur;
    *t = (mg_token){.off = (uint32_t)(sc->at - sc->src)};
    t->flags = (uint16_t)((sc->new_line ? MG_TF_NL_BEFORE : 0) | (sc->in_version ? MG_TF_IN_VERSION : 0));
    sc->new_line = false;
    (void)mark;
    (void)context;
/*!re2c
    <*> $ { finish(sc, t, start, MG_T_EOF); return; }
    <*> * { finish(sc, t, cur, MG_T_ILLEGAL); return; }

    <*> "," { finish(sc, t, cur, MG_T_COMMA); return; }
    <*> ";" { finish(sc, t, cur, MG_T_SEMI); return; }
    <*> "(" { finish(sc, t, cur, MG_T_LP); return; }
    <*> ")" { finish(sc, t, cur, MG_T_RP); return; }
    <*> "{" { finish(sc, t, cur, MG_T_LBRACE); return; }
    <*> "}" { finish(sc, t, cur, MG_T_RBRACE); return; }
    <*> "." { finish(sc, t, cur, MG_T_DOT); return; }
    <*> ".." { finish(sc, t, cur, MG_T_DOT_DOT); return; }
    <*> decimal { finish(sc, t, cur, MG_T_NUMBER); return; }
    <*> start part* { take_word(sc, t, sc->end); return; }

    // ---- PostgreSQL ----
    <pg> digit+ ".." { cur -= 2; finish(sc, t, cur, MG_T_NUMBER); return; }
    <pg> digit ("_"? digit)* ("." (digit ("_"? digit)*)?)? exponent? { finish(sc, t, cur, MG_T_NUMBER); return; }
    <pg> "0" [xX] ("_"? [0-9a-fA-F])+ | "0" [oO] ("_"? [0-7])+ | "0" [bB] ("_"? [01])+ { finish(sc, t, cur, MG_T_NUMBER); return; }
    <pg> "'" { finish_quoted(sc, t, cur, '\'', sc->no_backslash_escapes, MG_T_STRING, "string"); return; }
    <pg> [eE] "'" { finish_quoted(sc, t, cur, '\'', true, MG_T_STRING, "string"); t->flags |= MG_TF_ESCAPED; return; }
    <pg> [uU] "&'" { finish_quoted(sc, t, cur, '\'', false, MG_T_STRING, "string"); t->flags |= MG_TF_ESCAPED; return; }
    <pg> [uU] "&" ["] { finish_quoted(sc, t, cur, '"', false, MG_T_ID, "quoted identifier"); t->flags |= MG_TF_ESCAPED; return; }
    <pg> [nN] "'" { finish_quoted(sc, t, cur, '\'', false, MG_T_NATIONAL_STRING, "string"); return; }
    <pg> [bB] "'" { finish_quoted(sc, t, cur, '\'', false, MG_T_BITS, "bit string"); return; }
    <pg> [xX] "'" { finish_quoted(sc, t, cur, '\'', false, MG_T_HEX, "hexadecimal string"); return; }
    <pg> ["] { finish_quoted(sc, t, cur, '"', false, MG_T_ID, "quoted identifier"); return; }
    <pg> "$" digit+ { finish(sc, t, cur, MG_T_PARAM); return; }
    <pg> "$" (start (start | digit)*)? "$" {
        const char *end = mg_scan_dollar(sc, (const char *)start);
        finish(sc, t, (const unsigned char *)end, MG_T_STRING);
        return;
    }
    <pg> "[" { finish(sc, t, cur, MG_T_LB); return; }
    <pg> "]" { finish(sc, t, cur, MG_T_RB); return; }
    <pg> ":" { finish(sc, t, cur, MG_T_COLON); return; }
    <pg> "::" { finish(sc, t, cur, MG_T_TYPECAST); return; }
    <pg> ":=" { finish(sc, t, cur, MG_T_COLON_EQ); return; }
    <pg> [+*/<>=~!@#%^&|`?-] {
        const char *end = mg_scan_operator_end((const char *)start, sc->end);
        finish(sc, t, (const unsigned char *)end, mg_operator_kind((const char *)start, (uint32_t)(end - (const char *)start)));
        return;
    }

    // ---- MySQL and MariaDB ----
    <mysql> "0x" [0-9a-fA-F]+ { finish(sc, t, cur, MG_T_HEX); return; }
    <mysql> "0b" [01]+ { finish(sc, t, cur, MG_T_BITS); return; }
    <mysql> digit+ exponent { finish(sc, t, cur, MG_T_NUMBER); return; }
    <mysql> digit+ (start | "$") part* {
        take_word(sc, t, sc->end);
        return;
    }
    <mysql> digit+ ".." { cur -= 2; finish(sc, t, cur, MG_T_NUMBER); return; }
    <mysql> "$" part* { take_word(sc, t, sc->end); return; }
    <mysql> "'" { finish_quoted(sc, t, cur, '\'', !sc->no_backslash_escapes, MG_T_STRING, "string"); return; }
    <mysql> ["] {
        if (sc->ansi_quotes)
            finish_quoted(sc, t, cur, '"', false, MG_T_ID, "quoted identifier");
        else
            finish_quoted(sc, t, cur, '"', !sc->no_backslash_escapes, MG_T_STRING, "string");
        return;
    }
    <mysql> "`" { finish_quoted(sc, t, cur, '`', false, MG_T_ID, "quoted identifier"); return; }
    <mysql> [xX] "'" { finish_quoted(sc, t, cur, '\'', false, MG_T_HEX, "hexadecimal string"); return; }
    <mysql> [bB] "'" { finish_quoted(sc, t, cur, '\'', false, MG_T_BITS, "bit string"); return; }
    <mysql> [nN] "'" { finish_quoted(sc, t, cur, '\'', !sc->no_backslash_escapes, MG_T_NATIONAL_STRING, "string"); return; }
    <mysql> "_" [A-Za-z0-9]+ / [ \t\r\n]* ['"] { finish(sc, t, cur, MG_T_CHARSET_INTRODUCER); return; }
    <mysql> "@@" (part | ".")* { finish(sc, t, cur, MG_T_SYSVAR); return; }
    <mysql> "@" (part | ".")+ { finish(sc, t, cur, MG_T_VARIABLE); return; }
    <mysql> "@" ['"`] {
        const char *end = mg_scan_quoted(sc, (const char *)start, (const char *)cur, (char)cur[-1], false, "variable", &t->flags);
        finish(sc, t, (const unsigned char *)end, MG_T_VARIABLE);
        return;
    }
    <mysql> "@" { finish(sc, t, cur, MG_T_AT_SIGN); return; }
    <mysql> "?" { finish(sc, t, cur, MG_T_PARAM); return; }
    <mysql> ":" { finish(sc, t, cur, MG_T_COLON); return; }
    <mysql> ":=" { finish(sc, t, cur, MG_T_COLON_EQ); return; }
    <mysql> "<=>" { finish(sc, t, cur, MG_T_NULL_SAFE_EQ); return; }
    <mysql> "&&" { finish(sc, t, cur, MG_T_AMP_AMP); return; }
    <mysql> "^" { finish(sc, t, cur, MG_T_CARET); return; }
    <mysql> "!" { finish(sc, t, cur, MG_T_BANG); return; }
    <mysql> "=>" { finish(sc, t, cur, MG_T_ARROW_ARG); return; }
    <mysql> "[" { finish(sc, t, cur, MG_T_LB); return; }
    <mysql> "]" { finish(sc, t, cur, MG_T_RB); return; }

    // ---- SQLite ----
    <sqlite> digit+ ("_" digit+)+ ("." digit* ("_" digit+)*)? exponent? { finish(sc, t, cur, MG_T_NUMBER); return; }
    <sqlite> "0" [xX] [0-9a-fA-F]+ { finish(sc, t, cur, MG_T_NUMBER); return; }
    <sqlite> "'" { finish_quoted(sc, t, cur, '\'', false, MG_T_STRING, "string"); return; }
    <sqlite> ["] { finish_quoted(sc, t, cur, '"', false, MG_T_ID, "quoted identifier"); return; }
    <sqlite> "`" { finish_quoted(sc, t, cur, '`', false, MG_T_ID, "quoted identifier"); return; }
    <sqlite> "[" {
        finish_quoted(sc, t, cur, ']', false, MG_T_ID, "quoted identifier");
        return;
    }
    <sqlite> [xX] "'" { finish_quoted(sc, t, cur, '\'', false, MG_T_HEX, "blob"); return; }
    <sqlite> "?" digit* | [:@$#] (start | digit | "$") part* { finish(sc, t, cur, MG_T_PARAM); return; }
    <sqlite> decimal { finish(sc, t, cur, MG_T_NUMBER); return; }
    <sqlite> decimal (start | "$") part* { finish(sc, t, cur, MG_T_ILLEGAL); return; }
    <sqlite> "]" { finish(sc, t, cur, MG_T_RB); return; }

    // ---- operators of MySQL and SQLite ----
    <mysql, sqlite> "=" { finish(sc, t, cur, MG_T_EQ); return; }
    <sqlite> "==" { finish(sc, t, cur, MG_T_EQ_EQ); return; }
    <mysql, sqlite> "<>" | "!=" { finish(sc, t, cur, MG_T_NE); return; }
    <mysql, sqlite> "<" { finish(sc, t, cur, MG_T_LT); return; }
    <mysql, sqlite> "<=" { finish(sc, t, cur, MG_T_LE); return; }
    <mysql, sqlite> ">" { finish(sc, t, cur, MG_T_GT); return; }
    <mysql, sqlite> ">=" { finish(sc, t, cur, MG_T_GE); return; }
    <mysql, sqlite> "+" { finish(sc, t, cur, MG_T_PLUS); return; }
    <mysql, sqlite> "-" { finish(sc, t, cur, MG_T_MINUS); return; }
    <mysql, sqlite> "*" { finish(sc, t, cur, MG_T_STAR); return; }
    <mysql, sqlite> "/" { finish(sc, t, cur, MG_T_SLASH); return; }
    <mysql, sqlite> "%" { finish(sc, t, cur, MG_T_PERCENT); return; }
    <mysql, sqlite> "~" { finish(sc, t, cur, MG_T_TILDE); return; }
    <mysql, sqlite> "&" { finish(sc, t, cur, MG_T_AMP); return; }
    <mysql, sqlite> "|" { finish(sc, t, cur, MG_T_PIPE); return; }
    <mysql, sqlite> "||" { finish(sc, t, cur, MG_T_CONCAT); return; }
    <mysql, sqlite> "<<" { finish(sc, t, cur, MG_T_LSHIFT); return; }
    <mysql, sqlite> ">>" { finish(sc, t, cur, MG_T_RSHIFT); return; }
    <mysql, sqlite> "->" { finish(sc, t, cur, MG_T_JSON_GET); return; }
    <mysql, sqlite> "->>" { finish(sc, t, cur, MG_T_JSON_TEXT); return; }
*/
}
