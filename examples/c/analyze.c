/* The smallest useful host: two files in, the report out.
 *   analyze BEFORE.sql AFTER.sql */
#include <migra/migra.h>

#include <stdio.h>
#include <stdlib.h>

static char *read_file(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    char *text = NULL;
    long size;
    *len = 0;
    if (!f)
        return NULL;
    if (fseek(f, 0, SEEK_END) == 0 && (size = ftell(f)) >= 0) {
        rewind(f);
        text = malloc((size_t)size + 1);
        if (text)
            *len = fread(text, 1, (size_t)size, f);
    }
    fclose(f);
    return text;
}

static migra_schema *read_schema(migra_context *context, const char *path, migra_error **err)
{
    migra_parse_options options = MIGRA_PARSE_OPTIONS_INIT;
    migra_schema *schema = NULL;
    size_t len;
    char *text = read_file(path, &len);
    options.source_name = path;
    if (text)
        migra_schema_parse(context, text, len, &options, &schema, err);
    else
        fprintf(stderr, "cannot read %s\n", path);
    free(text); /* the library keeps its own copy */
    return schema;
}

int main(int argc, char **argv)
{
    migra_context *context = NULL;
    migra_schema *before = NULL, *after = NULL;
    migra_report *report = NULL;
    migra_text *text = NULL;
    migra_error *err = NULL;

    if (argc != 3) {
        fprintf(stderr, "usage: %s BEFORE.sql AFTER.sql\n", argv[0]);
        return 2;
    }
    if (migra_context_new(NULL, &context, &err) == MIGRA_OK &&
        (before = read_schema(context, argv[1], &err)) != NULL &&
        (after = read_schema(context, argv[2], &err)) != NULL &&
        migra_analyze(before, after, NULL, &report, &err) == MIGRA_OK &&
        migra_report_render(report, NULL, &text, &err) == MIGRA_OK)
        fputs(migra_text_data(text), stdout);
    if (err)
        fprintf(stderr, "%s\n", migra_error_message(err));

    migra_text_free(text);
    migra_report_free(report);
    migra_schema_free(after);
    migra_schema_free(before);
    migra_context_free(context);
    migra_error_free(err);
    return text ? 0 : 2;
}
