#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A parsed TOML text, or the first thing wrong with it. It owns every pointer handed out, until it is freed.
typedef struct menshen_toml menshen_toml;

enum menshen_toml_kind {
    MENSHEN_TOML_TABLE = 0,
    MENSHEN_TOML_ARRAY,
    MENSHEN_TOML_STRING,
    MENSHEN_TOML_INTEGER,
    MENSHEN_TOML_BOOLEAN,
    MENSHEN_TOML_FLOAT,
    MENSHEN_TOML_DATE_OR_TIME,
};

/// One node: a table, an array, or a value. Lines and columns count from 1.
typedef struct {
    /// Dotted, with array places in brackets, e.g. `alternatives.ways[0]`; a key that is not bare stands in quotes.
    const char *path;
    size_t path_bytes;
    /// For a string its text, which may hold any byte.
    const char *text;
    size_t text_bytes;
    /// For an integer its value, for a boolean 0 or 1, for a table or an array the number of its members.
    int64_t number;
    uint32_t kind;
    uint32_t line;
    uint32_t column;
    /// Behind the last character of a value; of a table it says nothing.
    uint32_t end_line;
    uint32_t end_column;
    /// Where the key stands; as the value's own place for members of an array.
    uint32_t key_line;
    uint32_t key_column;
} menshen_toml_node;

/// Parses UTF-8. Never NULL; memory that runs out ends the process.
menshen_toml *menshen_toml_parse(const char *text, size_t bytes);
void menshen_toml_free(menshen_toml *document);

/// What is wrong, with its place; NULL when nothing is.
const char *menshen_toml_error(const menshen_toml *document, uint32_t *line, uint32_t *column);

/// The nodes, without the root, parents before members; members more than 16 deep are left out. 0 after an error.
size_t menshen_toml_count(const menshen_toml *document);
menshen_toml_node menshen_toml_at(const menshen_toml *document, size_t index);

#ifdef __cplusplus
}
#endif
