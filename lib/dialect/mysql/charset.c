/* Character sets and collations: aliases, defaults by version, and what a column inherits from its table.
 * A column keeps what it got when it was made: a later change of the table's default does not touch it. So what is
 * inherited is written down, flagged NF_IMPLIED, at the moment of definition. */
#include "dialect/mysql/mysql.h"

/* Which characters a set has: some of its own, ASCII's, those of Unicode's first plane, all of Unicode's, or no characters but bytes. */
typedef enum reach { REACH_OWN, REACH_ASCII, REACH_BMP, REACH_ALL, REACH_BYTES } reach;

typedef struct charset_row {
    const char *name, *collation;
    reach has;
} charset_row;

/* Default collations that are the same in every version. First what is asked for most. */
static const charset_row charsets[] = {
    {"utf8mb4",  "utf8mb4_general_ci", REACH_ALL}, {"utf8mb3",  "utf8mb3_general_ci", REACH_BMP},
    {"armscii8", "armscii8_general_ci"},           {"ascii",    "ascii_general_ci", REACH_ASCII},
    {"big5",     "big5_chinese_ci"},               {"binary",   "binary", REACH_BYTES},
    {"cp1250",   "cp1250_general_ci"},             {"cp1251",   "cp1251_general_ci"},
    {"cp1256",   "cp1256_general_ci"},             {"cp1257",   "cp1257_general_ci"},
    {"cp850",    "cp850_general_ci"},              {"cp852",    "cp852_general_ci"},
    {"cp866",    "cp866_general_ci"},              {"cp932",    "cp932_japanese_ci"},
    {"dec8",     "dec8_swedish_ci"},               {"eucjpms",  "eucjpms_japanese_ci"},
    {"euckr",    "euckr_korean_ci"},               {"gb18030",  "gb18030_chinese_ci", REACH_ALL},
    {"gb2312",   "gb2312_chinese_ci"},             {"gbk",      "gbk_chinese_ci"},
    {"geostd8",  "geostd8_general_ci"},            {"greek",    "greek_general_ci"},
    {"hebrew",   "hebrew_general_ci"},             {"hp8",      "hp8_english_ci"},
    {"keybcs2",  "keybcs2_general_ci"},            {"koi8r",    "koi8r_general_ci"},
    {"koi8u",    "koi8u_general_ci"},              {"latin1",   "latin1_swedish_ci"},
    {"latin2",   "latin2_general_ci"},             {"latin5",   "latin5_turkish_ci"},
    {"latin7",   "latin7_general_ci"},             {"macce",    "macce_general_ci"},
    {"macroman", "macroman_general_ci"},           {"sjis",     "sjis_japanese_ci"},
    {"swe7",     "swe7_swedish_ci"},               {"tis620",   "tis620_thai_ci"},
    {"ucs2",     "ucs2_general_ci", REACH_BMP},    {"ujis",     "ujis_japanese_ci"},
    {"utf16",    "utf16_general_ci", REACH_ALL},   {"utf16le",  "utf16le_general_ci", REACH_ALL},
    {"utf32",    "utf32_general_ci", REACH_ALL},
};

/* MariaDB 11.5 made UCA 14.0.0 the default of the Unicode sets. */
static const charset_row uca1400[] = {
    {"ucs2",    "ucs2_uca1400_ai_ci"},    {"utf16",   "utf16_uca1400_ai_ci"},
    {"utf32",   "utf32_uca1400_ai_ci"},   {"utf8mb3", "utf8mb3_uca1400_ai_ci"},
    {"utf8mb4", "utf8mb4_uca1400_ai_ci"},
};

static mg_str look_up(const charset_row *rows, size_t n, mg_str charset)
{
    for (size_t i = 0; i < n; i++)
        if (mg_str_is(charset, rows[i].name))
            return mg_str_of(rows[i].collation);
    return MG_STR_NONE;
}

static const charset_row *find_charset(mg_str charset)
{
    if (mg_str_iis(charset, "utf8"))
        charset = MG_STR("utf8mb3");
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
        if (mg_str_iis(charset, charsets[i].name))
            return &charsets[i];
    return NULL;
}

bool mg_my_is_charset(mg_str name) { return find_charset(name) != NULL; }

static reach reach_of(mg_str charset)
{
    const charset_row *row = find_charset(charset);
    return row ? row->has : REACH_OWN;
}

/* Every server's set holds ASCII. */
bool mg_my_charset_holds(mg_str from, mg_str to)
{
    reach was = reach_of(from), is = reach_of(to);
    if (mg_str_ieq(from, to) || was == REACH_ASCII)
        return true;
    if (was == REACH_BYTES)
        return false;
    return is == REACH_ALL || (is == REACH_BMP && was != REACH_ALL);
}

mg_str mg_my_default_collation(const mg_schema *s, mg_str charset)
{
    bool mariadb = mg_my_is_mariadb(s);
    uint32_t version = mg_my_version(s);
    if (!mariadb && version >= 80000 && mg_str_is(charset, "utf8mb4"))
        return MG_STR("utf8mb4_0900_ai_ci");
    mg_str found = MG_STR_NONE;
    if (mariadb && version >= 110500)
        found = look_up(uca1400, sizeof uca1400 / sizeof *uca1400, charset);
    return found.p ? found : look_up(charsets, sizeof charsets / sizeof *charsets, charset);
}

static mg_str lower(mg_schema *s, mg_str t)
{
    while (t.n > 1 && strchr("`'\"", t.p[0]) && t.p[t.n - 1] == t.p[0])
        t = (mg_str){t.p + 1, t.n - 2};
    return mg_arena_lower(&s->arena, t);
}

mg_str mg_my_canonical_charset(mg_schema *s, mg_str charset)
{
    mg_str c = lower(s, charset);
    return mg_str_is(c, "utf8") ? MG_STR("utf8mb3") : c;
}

mg_str mg_my_canonical_collation(mg_schema *s, mg_str collation)
{
    mg_str c = lower(s, collation);
    if (mg_str_starts(c, "utf8_")) {
        mg_str rest = {c.p + 4, c.n - 4};
        return mg_arena_printf(&s->arena, "utf8mb3%S", &rest);
    }
    if (mg_str_starts(c, "uca1400_")) /* MariaDB: without a character set it is that of utf8mb4 */
        return mg_arena_printf(&s->arena, "utf8mb4_%S", &c);
    return c;
}

mg_str mg_my_charset_of_collation(mg_str collation)
{
    for (uint32_t i = 0; i < collation.n; i++)
        if (collation.p[i] == '_')
            return (mg_str){collation.p, i};
    return collation;
}

bool mg_my_is_text_type(mg_str type)
{
    static const char *const text[] = {"char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set"};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        if (mg_str_is(type, text[i]))
            return true;
    return false;
}

uint32_t mg_my_bytes_per_character(mg_str charset)
{
    static const struct {
        const char *charset;
        uint32_t bytes;
    } rows[] = {{"utf8mb4", 4}, {"utf16", 4}, {"utf16le", 4}, {"utf32", 4}, {"gb18030", 4}, {"utf8mb3", 3}, {"ujis", 3}, {"eucjpms", 3},
                {"ucs2", 2},    {"gbk", 2},   {"big5", 2},    {"cp932", 2}, {"sjis", 2},    {"euckr", 2},   {"gb2312", 2}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (mg_str_is(charset, rows[i].charset))
            return rows[i].bytes;
    return 1;
}

static mg_str collation_text(const mg_object *o)
{
    const mg_node *c = mg_attr(o, A_COLLATE);
    return c && c->first ? mg_text(c->first) : mg_text(c);
}

/* Writes both attributes down; a part that was not written by anybody is flagged. */
static void put_charset(mg_schema *s, mg_object *o, mg_str charset, mg_str collation, bool charset_implied,
                        bool collation_implied)
{
    mg_node *c = mg_node_text(&s->arena, A_CHARSET, charset);
    mg_node *k = mg_node_add(mg_node_new(&s->arena, A_COLLATE), mg_node_text(&s->arena, N_QNAME, collation));
    if (!c || !k)
        return;
    c->flags |= charset_implied ? NF_IMPLIED : 0;
    k->flags |= collation_implied ? NF_IMPLIED : 0;
    if (collation.p && !mg_attr(o, A_CHARSET) && !mg_attr(o, A_COLLATE)) { /* as it mostly is: no copies */
        mg_attr_add(s, o, c);
        mg_attr_add(s, o, k);
        return;
    }
    mg_attr_put(s, o, c);
    if (collation.p)
        mg_attr_put(s, o, k);
}

static void resolve(mg_schema *s, mg_object *o, mg_str inherited_charset, mg_str inherited_collation)
{
    mg_str charset = mg_attr_text(o, A_CHARSET), collation = collation_text(o);
    bool no_charset = !charset.p, no_collation = !collation.p;
    if (!no_charset)
        charset = mg_my_canonical_charset(s, charset);
    if (!no_collation)
        collation = mg_my_canonical_collation(s, collation);
    const mg_node *written_charset = mg_attr(o, A_CHARSET), *written_collation = mg_attr(o, A_COLLATE);
    bool charset_free = no_charset || (written_charset->flags & NF_IMPLIED);
    bool collation_free = no_collation || (written_collation->flags & NF_IMPLIED);
    if (mg_str_is(collation, "_bin") || mg_str_is(collation, "binary")) { /* VARCHAR(9) BINARY */
        mg_str set = no_charset ? inherited_charset : charset;
        if (!mg_str_is(set, "binary"))
            collation = mg_arena_printf(&s->arena, "%S_bin", &set);
        charset = set;
    } else if (charset_free && !collation_free) {
        charset = mg_arena_str(&s->arena, mg_my_charset_of_collation(collation));
    } else if (!charset_free && collation_free && !no_collation) {
        collation = mg_my_default_collation(s, charset);
    } else if (no_charset && no_collation) {
        charset = inherited_charset;
        collation = inherited_collation;
    } else if (no_charset) {
        charset = mg_arena_str(&s->arena, mg_my_charset_of_collation(collation));
    } else if (no_collation) {
        collation = mg_my_default_collation(s, charset);
    }
    bool charset_implied = no_charset || (mg_attr(o, A_CHARSET)->flags & NF_IMPLIED);
    bool collation_implied = no_collation || (mg_attr(o, A_COLLATE)->flags & NF_IMPLIED);
    put_charset(s, o, charset, collation, charset_implied, collation_implied);
}

static void resolve_column(mg_schema *s, mg_object *column, mg_str charset, mg_str collation)
{
    mg_node *type = mg_attr_first(column, A_TYPE);
    if (!type || !mg_my_is_text_type(mg_text(type))) {
        mg_attr_drop(column, A_CHARSET);
        mg_attr_drop(column, A_COLLATE);
        return;
    }
    mg_node *own = mg_child(type, A_CHARSET); /* NCHAR */
    if (own) {
        mg_node_remove(type, own);
        own->next = NULL;
        if (!mg_attr(column, A_CHARSET))
            mg_attr_put(s, column, own);
    }
    resolve(s, column, charset, collation);
    mg_my_size_text(type, mg_attr_text(column, A_CHARSET));
}

static void rename_type(mg_schema *s, mg_object *column, const char *name)
{
    mg_attr_put(s, column, mg_attr(column, A_TYPE)); /* the old one may be another schema's, too */
    mg_node *type = mg_attr_first(column, A_TYPE);
    if (!type)
        return;
    type->p = name;
    type->n = (uint32_t)strlen(name);
}

/* CONVERT TO a character set whose characters take more bytes: a text keeps room for as many of them (measured on MySQL 9.7.4 and
 * MariaDB 10.11.19). */
void mg_my_widen_texts(mg_schema *s, mg_object *table, mg_str charset)
{
    static const char *const sizes[] = {"tinytext", "text", "mediumtext", "longtext"};
    uint32_t bytes = mg_my_bytes_per_character(mg_my_canonical_charset(s, charset));
    MG_EACH_CHILD (c, table) {
        mg_node *type = c->kind == MG_O_COLUMN ? mg_attr_first(c, A_TYPE) : NULL;
        mg_str own = mg_attr_text(c, A_CHARSET);
        if (!type || !own.n || mg_my_bytes_per_character(mg_my_canonical_charset(s, own)) >= bytes)
            continue;
        for (size_t i = 0; i < 3; i++)
            if (mg_str_is(mg_text(type), sizes[i])) {
                rename_type(s, c, sizes[i + 1]);
                break;
            }
    }
}

/* What servers are set up with; older compiled-in defaults were latin1. */
static void resolve_from_server(mg_schema *s, mg_object *o)
{
    mg_str server = MG_STR("utf8mb4");
    resolve(s, o, server, mg_my_default_collation(s, server));
}

void mg_my_resolve_database(mg_schema *s, mg_object *database) { resolve_from_server(s, database); }

static void resolve_table(mg_schema *s, mg_object *table)
{
    const mg_object *database = table->schema.n ? mg_schema_find(s, MG_O_DATABASE, MG_STR_NONE, table->schema) : NULL;
    mg_str of_database = mg_attr_text(database, A_CHARSET), sorted = database ? collation_text(database) : MG_STR_NONE;
    if (of_database.n || sorted.n) {
        mg_str set = of_database.n ? mg_my_canonical_charset(s, of_database) : mg_arena_str(&s->arena, mg_my_charset_of_collation(sorted));
        resolve(s, table, set, sorted.n ? mg_my_canonical_collation(s, sorted) : mg_my_default_collation(s, set));
    } else
        resolve_from_server(s, table);
    table->state |= MG_OS_TYPE_KNOWN;
}

void mg_my_resolve_charsets(mg_schema *s, mg_object *table)
{
    mg_object *c = table->first;
    if (!(table->state & MG_OS_TYPE_KNOWN))
        resolve_table(s, table);
    while (c && c->kind == MG_O_COLUMN && c->state & MG_OS_TYPE_KNOWN) /* often all */
        c = c->next;
    if (!c || c->kind != MG_O_COLUMN)
        return;
    mg_str charset = mg_attr_text(table, A_CHARSET), collation = collation_text(table);
    for (; c && c->kind == MG_O_COLUMN; c = c->next)
        if (!(c->state & MG_OS_TYPE_KNOWN)) {
            resolve_column(s, c, charset, collation);
            c->state |= MG_OS_TYPE_KNOWN;
        }
}
