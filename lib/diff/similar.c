/* How alike two names are, 0..100. Renames keep words (email, email_address),
 * abbreviate them (quantity, qty), change number (user, users) or case. */
#include <string.h>

#include "diff/differ.h"

enum { max_name = 64, max_words = 8 };

typedef struct mg_words {
    char text[max_name];
    uint32_t n;
    uint8_t start[max_words], len[max_words];
    uint32_t count;
} words;

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || mg_is_digit(c) || (unsigned char)c >= 0x80;
}

/* Lower case, split at anything else and at aB; the letters alone are kept. */
static void split_words(words *w, mg_str s)
{
    memset(w, 0, sizeof *w);
    bool open = false;
    for (uint32_t i = 0; i < s.n && w->n < max_name; i++) {
        char c = s.p[i];
        bool upper = c >= 'A' && c <= 'Z';
        bool after_lower = i && s.p[i - 1] >= 'a' && s.p[i - 1] <= 'z';
        c = upper ? (char)(c + 32) : c;
        if (!is_letter_or_digit(c) || (upper && after_lower))
            open = false;
        if (!is_letter_or_digit(c))
            continue;
        if (!open && w->count < max_words) {
            w->start[w->count] = (uint8_t)w->n;
            w->len[w->count++] = 0;
        }
        open = true;
        w->text[w->n++] = c;
        w->len[w->count - 1]++;
    }
}

static int edit_distance(const char *a, uint32_t n, const char *b, uint32_t m)
{
    uint8_t row[max_name + 1];
    for (uint32_t j = 0; j <= m; j++)
        row[j] = (uint8_t)j;
    for (uint32_t i = 1; i <= n; i++) {
        uint8_t diagonal = row[0];
        row[0] = (uint8_t)i;
        for (uint32_t j = 1; j <= m; j++) {
            uint8_t up = row[j];
            uint8_t best = (uint8_t)(diagonal + (a[i - 1] != b[j - 1]));
            if (up + 1 < best)
                best = (uint8_t)(up + 1);
            if (row[j - 1] + 1 < best)
                best = (uint8_t)(row[j - 1] + 1);
            row[j] = best;
            diagonal = up;
        }
    }
    return row[m];
}

static int edit_similarity(const char *a, uint32_t n, const char *b, uint32_t m)
{
    uint32_t longest = n > m ? n : m;
    return longest ? 100 - 100 * edit_distance(a, n, b, m) / (int)longest : 0;
}

/* qty is an abbreviation of quantity: same first letter, its letters in order, at most about a third of the length off. */
static bool abbreviates(const char *s, uint32_t n, const char *l, uint32_t m)
{
    if (n < 2 || n >= m || s[0] != l[0])
        return false;
    uint32_t i = 0;
    for (uint32_t j = 0; j < m && i < n; j++)
        if (s[i] == l[j])
            i++;
    return i == n && 4 * n >= m;
}

static int word_similarity(const words *a, uint32_t i, const words *b, uint32_t j)
{
    const char *p = a->text + a->start[i], *q = b->text + b->start[j];
    uint32_t n = a->len[i], m = b->len[j];
    if (n == m && !memcmp(p, q, n))
        return 100;
    uint32_t shorter = n < m ? n : m;
    if (shorter >= 3 && !memcmp(p, q, shorter))
        return n + 2 >= m && m + 2 >= n ? 95 : 80; /* user, users; desc, description */
    if (abbreviates(p, n, q, m) || abbreviates(q, m, p, n))
        return 75;
    int by_edit = edit_similarity(p, n, q, m);
    return by_edit >= 60 ? by_edit : 0;
}

/* Words of the shorter name that the longer one has too, weighed against all words. A word in the place of another is no
 * likeness at all: created_at and updated_at, billing_address and shipping_address stand side by side. */
static int words_similarity(const words *a, const words *b)
{
    enum { replaced_at_most = 40 };
    if (a->count > b->count) {
        const words *t = a;
        a = b;
        b = t;
    }
    bool used[max_words] = {false};
    int sum = 0;
    uint32_t found = 0;
    for (uint32_t i = 0; i < a->count; i++) {
        int best = 0;
        uint32_t at = 0;
        for (uint32_t j = 0; j < b->count; j++) {
            int s = used[j] ? 0 : word_similarity(a, i, b, j);
            if (s > best) {
                best = s;
                at = j;
            }
        }
        if (best) {
            used[at] = true;
            found++;
        }
        sum += best;
    }
    if (!a->count)
        return 0;
    int covered = sum / (int)a->count;                          /* of the shorter */
    int shared = 2 * sum / (int)(a->count + b->count);          /* of both */
    int likeness = (covered * 2 + shared * 3) / 5;
    return found < a->count && likeness > replaced_at_most ? replaced_at_most : likeness;
}

/* address1, address2 */
static bool differ_in_digits(const words *a, const words *b)
{
    bool differ = false;
    uint32_t i = 0, j = 0;
    for (;;) {
        bool x = i < a->n && mg_is_digit(a->text[i]), y = j < b->n && mg_is_digit(b->text[j]);
        if (x || y) {
            differ |= x != y || a->text[i] != b->text[j];
            i += x;
            j += y;
        } else if (i == a->n || j == b->n) {
            return i == a->n && j == b->n && differ;
        } else if (a->text[i++] != b->text[j++]) {
            return false;
        }
    }
}

int mg_name_similarity(mg_str a, mg_str b)
{
    words x, y;
    split_words(&x, a);
    split_words(&y, b);
    if (!x.n || !y.n)
        return 0;
    if (x.n == y.n && !memcmp(x.text, y.text, x.n))
        return 100;
    if (differ_in_digits(&x, &y))
        return 30;
    int by_words = words_similarity(&x, &y);
    if (x.count > 1 && y.count > 1)
        return by_words;
    int by_letters = edit_similarity(x.text, x.n, y.text, y.n);
    return by_words > by_letters ? by_words : by_letters;
}
