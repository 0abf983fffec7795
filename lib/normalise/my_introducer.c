/* _latin1'x': measured on MySQL 9.7.4 and MariaDB 10.11.19. MySQL keeps the character set of a text in a CHECK, whether it was written,
 * is N'…' or is the connection's (SET NAMES); _utf8mb4 it leaves out as usual. In defaults, generated columns, indexes and views it turns
 * the text into the column's, and MariaDB does so everywhere: there the character set goes. */
#include "normalise/my.h"

#include "dialect/mysql/mysql.h"

static bool is_ascii(mg_str text)
{
    for (uint32_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] >= 0x80)
            return false;
    return true;
}

/* What SET NAMES says, where the server writes it out. */
static mg_str of_connection(mg_schema *s)
{
    const mg_str *names = mg_map_get(&s->settings, MG_STR("names"));
    if (!names || mg_str_iis(*names, "utf8mb4") || mg_str_iis(*names, "binary"))
        return MG_STR_NONE;
    mg_str charset = mg_my_canonical_charset(s, *names);
    return mg_my_default_collation(s, charset).n ? charset : MG_STR_NONE;
}

/* Plain letters say the same in most character sets: only SHOW CREATE TABLE tells, and nothing is compared. */
static bool is_told_by_show_alone(mg_str charset, const mg_node *literal)
{
    if (mg_str_is(charset, "utf8mb3") || mg_str_is(charset, "utf8mb4"))
        return true;
    bool other = mg_str_is(charset, "binary") || mg_str_is(charset, "ucs2") || mg_str_starts(charset, "utf16") || mg_str_is(charset, "utf32");
    return !other && literal->sub == MG_CONST_STRING && is_ascii(mg_text(literal));
}

static void put(mg_norm *n, mg_node *literal, mg_str charset)
{
    mg_node *node = mg_child(literal, A_CHARSET);
    if (!node) {
        node = mg_norm_new(n, A_CHARSET, charset);
        mg_node_add(literal, node);
    }
    if (!node)
        return;
    node->p = charset.p;
    node->n = charset.n;
    if (is_told_by_show_alone(charset, literal))
        node->flags |= NF_IMPLIED;
}

void mg_my_introducer(mg_norm *n, mg_node *literal)
{
    mg_node *written = mg_child(literal, A_CHARSET);
    bool national = literal->sub == MG_CONST_NATIONAL;
    if (national)
        literal->sub = MG_CONST_STRING;
    if (!n->keeps_introducers) {
        if (written)
            mg_node_remove(literal, written);
        return;
    }
    bool usual = written && mg_str_iis(mg_text(written), "utf8mb4");
    mg_str connection = written || (literal->flags & NF_IMPLIED) ? MG_STR_NONE : of_connection(n->s);
    if (national)
        put(n, literal, MG_STR("utf8mb3"));
    else if (usual)
        mg_node_remove(literal, written), literal->flags |= NF_IMPLIED; /* not of the connection, if this is asked again */
    else if (written)
        put(n, literal, mg_my_canonical_charset(n->s, mg_text(written)));
    else if (connection.n && literal->sub == MG_CONST_STRING && is_ascii(mg_text(literal)))
        put(n, literal, connection);
}

static bool drop(mg_node *n, void *user_data)
{
    (void)user_data;
    mg_node *charset = n->kind == E_CONST ? mg_child(n, A_CHARSET) : NULL;
    if (charset)
        mg_node_remove(n, charset);
    return true;
}

void mg_my_drop_introducers(mg_node *n) { mg_walk(n, drop, NULL); }
