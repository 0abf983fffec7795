/* Patterns over names, held against what they must and must not match. */
#include <assert.h>
#include <stdio.h>

#include "base/pattern.h"

static mg_alloc alloc;

static const struct row {
    const char *pattern, *name;
    bool matches;
} rows[] = {
    {"[a-z][a-z0-9_]*", "user_accounts2", true},
    {"[a-z][a-z0-9_]*", "2users", false},
    {"[a-z][a-z0-9_]*", "Users", false},
    {"^[a-z]+(_[a-z]+)*$", "order_item_price", true},
    {"^[a-z]+(_[a-z]+)*$", "order__item", false},
    {"idx_.*", "idx_a", true},
    {"idx_.*", "my_idx_a", false},
    {"a|b|cd", "cd", true},
    {"a|b|cd", "acd", false},
    {"(tbl|t)_\\w+", "t_users", true},
    {"(tbl|t)_\\w+", "tblusers", false},
    {"((a|b)c|d)+", "acbcd", true},
    {"((a|b)c|d)+", "acbcda", false},
    {"x{2,3}", "xx", true},
    {"x{2,3}", "xxxx", false},
    {"x{2}", "xx", true},
    {"(ab){1,}", "ababab", true},
    {"(ab){1,}", "", false},
    {"a?b", "b", true},
    {"[^a-z]+", "AZ09", true},
    {"[^a-z]+", "AzZ", false},
    {"[]x]+", "]x]", true},
    {"a\\.b", "a.b", true},
    {"a\\.b", "axb", false},
    {"", "", true},
    {"", "a", false},
    {"(a*)*", "aaaa", true},
    {"(a|aa)*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", false},
    {"\\d+|[A-F]\\d", "F7", true},
    {"(|a)b", "b", true},
};

static const char *const wrong[] = {"(", ")", "a)", "[a", "*a", "a{", "a{2", "a{3,1}", "a{999}", "a\\", "[z-a]",
    "((((((((((((((((((((((((((((((((((a))))))))))))))))))))))))))))))))))", "((((x{200}){200}){200}){200})"};

int main(void)
{
    mg_arena a;
    mg_alloc_init(&alloc, NULL, NULL, 0);
    mg_arena_init(&a, &alloc);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mg_pattern *p = mg_pattern_new(&a, mg_str_of(rows[i].pattern));
        assert(p);
        if (mg_pattern_matches(p, mg_str_of(rows[i].name)) != rows[i].matches) {
            fprintf(stderr, "%s on %s\n", rows[i].pattern, rows[i].name);
            return 1;
        }
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert(!mg_pattern_new(&a, mg_str_of(wrong[i])));
    mg_buf b;
    mg_buf_init(&b, &alloc);
    mg_pattern_quote(&b, MG_STR("a.b*[c]"));
    mg_str quoted = mg_buf_take(&b, &a);
    assert(mg_pattern_matches(mg_pattern_new(&a, quoted), MG_STR("a.b*[c]")));
    mg_buf_free(&b);
    mg_arena_free(&a);
    assert(alloc.used == 0);
    return 0;
}
