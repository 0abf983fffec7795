/* Statements out of text: drives the lexer and the dialect's generated parser. */
#ifndef MG_PARSE_H
#define MG_PARSE_H

#include "lex/lex.h"
#include "lex/word_set.h"
#include "parse/ast.h"
#include "parse/subs.h"

typedef struct mg_dialect mg_dialect;

/* ---- limits and context -------------------------------------------------- */

typedef struct mg_limits {
    uint32_t max_bytes;       /* one source; default 1 GiB */
    uint32_t max_depth;       /* nesting of expressions and queries; default 500 */
    uint32_t max_statements;  /* default 10 million */
    uint32_t max_diagnostics; /* further ones are counted, not kept; default 1000 */
} mg_limits;

typedef struct mg_ctx {
    mg_alloc alloc;
    mg_limits limits;
} mg_ctx;

static inline bool mg_failed(const mg_ctx *c) { return c->alloc.failed != MG_OK; }

/* ---- source ---------------------------------------------------------------- */

/* One text that was read. Spans point into it; it lives as long as what was made of it. */
typedef struct mg_source {
    mg_str name; /* "before.sql" */
    mg_str text; /* NUL after it */
    mg_lines lines;
} mg_source;

/* ---- diagnostics ------------------------------------------------------------- */

typedef enum mg_severity { MG_SEV_INFO, MG_SEV_WARNING, MG_SEV_ERROR, MG_SEV_CRITICAL } mg_severity;
const char *mg_severity_name(mg_severity s); /* info, warning, error, critical */

#define MG_EXPECTED_MAX 6

typedef struct mg_diagnostic {
    mg_severity severity;
    const char *code;  /* "syntax", "unterminated", "unknown-statement", "unresolved", "duplicate", "limit", "encoding" … */
    mg_str message;    /* one line: what was found, what was expected */
    mg_str hint;       /* or none */
    const mg_source *source;
    uint32_t off, len;
    uint32_t line, column;
    mg_str expected[MG_EXPECTED_MAX];
    uint32_t n_expected;
    bool told;         /* a finding says it: reports need not list it as well */
} mg_diagnostic;

/* Kept in an arena; counted past the limit. */
typedef struct mg_diagnostics {
    mg_ctx *ctx;
    mg_arena *arena;
    mg_vec list;
    uint32_t dropped;
} mg_diagnostics;
mg_diagnostic *mg_diagnose(mg_diagnostics *d, mg_severity sev, const char *code, const mg_source *src, uint32_t off,
                           uint32_t len, const char *fmt, ...); /* message by mg_buf_printf; NULL on failure or past the limit */

/* ---- statements ---------------------------------------------------------------- */

typedef enum mg_understood { MG_NOT_UNDERSTOOD, MG_PARTIAL, MG_FULL } mg_understood;

/* The rows of an INSERT as MySQL's trees do not say them. */
typedef struct mg_rows {
    uint32_t width;  /* values of a row; 0: not known */
    bool uneven;     /* another row has more or fewer */
    uint64_t nulls;  /* places where some row says NULL, of the first 64 */
} mg_rows;

static inline void mg_rows_add(mg_rows *rows, uint32_t width, uint64_t nulls)
{
    rows->uneven |= rows->width && width != rows->width;
    rows->width = rows->width ? rows->width : width;
    rows->nulls |= nulls;
}

typedef struct mg_statement {
    uint32_t index;        /* 0-based */
    uint32_t off, len;     /* in the source, without terminator and surrounding comments */
    mg_understood understood;
    mg_node *ast;          /* never NULL unless memory failed; S_UNKNOWN when not understood */
    const mg_source *source;
    const mg_token *tokens; /* n_tokens of them, as the lexer made them */
    uint32_t n_tokens;
    const mg_node *values; /* MySQL's SET: what the user's variables are set to, which the tree does not say; or NULL */
    mg_rows rows;
} mg_statement;

/* What the grammar actions see. */
typedef struct mg_parse {
    mg_ctx *ctx;
    mg_arena *arena;          /* scratch: one statement's tree */
    const mg_dialect *dialect;
    const mg_source *source;
    uint32_t engine_version;  /* e.g. 150000, 101100, 80400, 34000; 0 = newest known */
    const mg_token *tokens;
    uint32_t n_tokens, at;    /* at: index of the token being fed */
    mg_node *result;          /* the statement */
    mg_node *values;          /* beside it: see mg_statement */
    mg_rows rows;
    uint32_t depth;
    bool error, overflow, partial;
    uint32_t error_at;        /* token index */
    const char *refused;      /* why, where the tables took it and an action did not */
    const char *warned;       /* what only older servers take, and which token says it */
    uint32_t warned_at;
    bool ansi_quotes;         /* MySQL sql_mode */
} mg_parse;

/* Called once a statement, in order. The tree lives until the callback returns:
 * clone what is kept. Return false to stop. */
typedef bool (*mg_statement_fn)(const mg_statement *s, void *user_data);

/* Reads the whole source. False only when the context failed; bad SQL becomes diagnostics. */
bool mg_parse_source(mg_ctx *ctx, const mg_dialect *d, uint32_t engine_version, mg_source *src, mg_diagnostics *diags,
                     mg_statement_fn fn, void *user_data);

/* n tokens of the source, and an MG_T_EOF behind them, as one statement, whose tree stays in `a`; the tokens' kinds change. What is
 * wrong with it is not said. */
void mg_parse_tokens(mg_arena *a, mg_ctx *ctx, const mg_dialect *d, uint32_t engine_version, mg_source *src, mg_token *tokens, uint32_t n,
                     mg_statement_fn fn, void *user_data);

/* The migra: comments of the last mg_parse_source are handed over here when not NULL. */
typedef struct mg_comment_sink {
    mg_vec list; /* of mg_comment*, in `arena` */
    mg_arena *arena;
} mg_comment_sink;
bool mg_parse_source_comments(mg_ctx *ctx, const mg_dialect *d, uint32_t engine_version, mg_source *src,
                              mg_diagnostics *diags, mg_statement_fn fn, void *user_data, mg_comment_sink *comments);

/* ---- printing trees ---------------------------------------------------------------- */

/* Canonical SQL of an expression, a type, a query, a dotted name: one spelling for equal trees. */
void mg_print_expr(mg_buf *b, const mg_dialect *d, const mg_node *expr);
void mg_print_type(mg_buf *b, const mg_dialect *d, const mg_node *type);
void mg_print_query(mg_buf *b, const mg_dialect *d, const mg_node *query);
void mg_print_qname(mg_buf *b, const mg_dialect *d, const mg_node *qname);
void mg_print_name(mg_buf *b, const mg_dialect *d, mg_str name);       /* quoted when it must be */
void mg_print_string(mg_buf *b, const mg_dialect *d, mg_str value);    /* as a string literal */

#endif
