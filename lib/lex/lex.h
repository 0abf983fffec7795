/* Text to tokens, and tokens to statements' token runs. */
#ifndef MG_LEX_H
#define MG_LEX_H

#include "base/base.h"
#include "tokens.h" /* generated from grammar/tokens.def: MG_T_* */

typedef enum mg_lex_mode { MG_LEX_POSTGRES, MG_LEX_MYSQL, MG_LEX_MARIADB, MG_LEX_SQLITE } mg_lex_mode;

/* 16 bytes. A keyword carries its own kind; what may serve as a name is the
 * grammar's business (fallback lists made from keywords.tsv). */
typedef struct mg_token {
    uint16_t kind;  /* MG_T_* */
    uint16_t flags; /* MG_TF_* */
    uint32_t off, len;
    uint32_t hash;  /* of a word folded to lower case */
} mg_token;

enum {
    MG_TF_QUOTED = 1,      /* "x", `x`, [x] */
    MG_TF_ESCAPED = 2,     /* holds an escape or a doubled quote: needs decoding */
    MG_TF_UPPER = 4,       /* a word with a letter that folding would change */
    MG_TF_NL_BEFORE = 8,   /* a line break stands before it */
    MG_TF_IN_VERSION = 16, /* inside a MySQL versioned comment that counts */
    MG_TF_UNTERMINATED = 32,
    MG_TF_JOINED = 64,     /* a string made of several that stand side by side */
};

/* What the splitter hands out: one statement. */
typedef enum mg_stmt_class {
    MG_STMT_SQL,       /* tokens for the parser */
    MG_STMT_META,      /* psql \ line, mysql client command (DELIMITER, SOURCE …), sqlite3 .command */
    MG_STMT_COPY_DATA, /* rows after COPY … FROM stdin, up to \. */
} mg_stmt_class;

typedef struct mg_raw_stmt {
    mg_stmt_class cls;
    uint32_t off, len;          /* in the source, without the terminator */
    const mg_token *tokens;     /* n tokens, then one MG_T_EOF; valid until the next call */
    uint32_t n;
    bool unterminated;          /* the input ended inside a quote, comment or body */
    uint32_t unterminated_off;  /* where that began */
    const char *unterminated_what; /* "string", "quoted identifier", "comment", "dollar-quoted string" … */
    bool behind_semicolon; /* MySQL: another delimiter is set, but ';' ended a CREATE that stands before; and it has no body */
} mg_raw_stmt;

/* A comment of interest: suppressions, hints, renames. Kept in order. */
typedef struct mg_comment {
    uint32_t off, len; /* the text inside, without markers and outer blanks; starts with "migra:" */
    bool own_line;     /* nothing but blanks before it on its line */
} mg_comment;

typedef struct mg_lexer mg_lexer;

/* `src` must be readable at src[len] and hold NUL there, and outlive the lexer. */
mg_lexer *mg_lexer_new(mg_alloc *alloc, mg_lex_mode mode, uint32_t engine_version, const char *src, uint32_t len);
void mg_lexer_free(mg_lexer *lx);
/* True and fills *out, or false at the end of the input (or on failure). */
bool mg_lexer_next_stmt(mg_lexer *lx, mg_raw_stmt *out);
/* All tokens of the text, terminators among them, as no statements; valid until the lexer goes. False on failure, and where a
 * quote or comment never ends. */
bool mg_lexer_all(mg_lexer *lx, const mg_token **tokens, uint32_t *n);
/* The migra: comments seen so far. */
const mg_comment *mg_lexer_comments(const mg_lexer *lx, uint32_t *n);

/* Line and column (1-based, column in characters) of offsets. */
typedef struct mg_lines {
    mg_alloc *alloc;
    const char *src;
    uint32_t len;
    uint32_t *breaks; /* how many line breaks stand before each block of the text; NULL until somebody asks */
    uint32_t last_line, last_off, last_characters; /* of the last question */
} mg_lines;
void mg_lines_init(mg_lines *l, mg_alloc *alloc, const char *src, uint32_t len);
void mg_lines_free(mg_lines *l);
void mg_lines_at(mg_lines *l, uint32_t off, uint32_t *line, uint32_t *column);

/* Token text as a value: unquotes, undoubles, decodes escapes (E'', U&'', MySQL \ …). */
mg_str mg_token_value(mg_arena *into, mg_lex_mode mode, const char *src, const mg_token *t);
/* Display text of a token kind for messages: "identifier", "','", "CREATE". */
const char *mg_token_display(int kind);
/* True if a bare word needs quoting to be a name in the dialect. */
bool mg_word_needs_quotes(mg_lex_mode mode, mg_str name);

#endif
