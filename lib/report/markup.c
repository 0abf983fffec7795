#include "report/markup.h"

#include <string.h>

void mg_markup(mg_buf *b, mg_str s) {
    for (uint32_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '<') mg_buf_z(b, "&lt;");
        else if (c == '>') mg_buf_z(b, "&gt;");
        else if (c == '&') mg_buf_z(b, "&amp;");
        else if (c == '"') mg_buf_z(b, "&quot;");
        else if (c < 0x20 && c != '\n' && c != '\t') mg_buf_z(b, "\xef\xbf\xbd");
        else mg_buf_char(b, (char)c);
    }
}

void mg_markup_z(mg_buf *b, const char *z) {
    mg_markup(b, (mg_str){z, (uint32_t)strlen(z)});
}
