#include "CToml.h"

#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <deque>
#include <string>
#include <string_view>

namespace {

struct Node {
    std::string path;
    std::string text;
    menshen_toml_node shape{};
};

bool is_bare(std::string_view key) {
    if (key.empty()) return false;
    for (char c : key) {
        bool bare = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
        if (!bare) return false;
    }
    return true;
}

std::string quoted(std::string_view key) {
    std::string out = "\"";
    for (char c : key) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

} // namespace

struct menshen_toml {
    std::string error;
    bool failed = false;
    uint32_t error_line = 0;
    uint32_t error_column = 0;
    std::deque<Node> nodes;

    void add(std::string path, const toml::node &node, toml::source_position key);
    void add_members(const std::string &path, const toml::table &table);
};

void menshen_toml::add(std::string path, const toml::node &node, toml::source_position key) {
    Node &out = nodes.emplace_back();
    out.path = path;
    menshen_toml_node &shape = out.shape;
    // A table that only its members imply has no place of its own.
    auto begin = node.source().begin ? node.source().begin : key;
    shape.line = begin.line;
    shape.column = begin.column;
    shape.key_line = key ? key.line : begin.line;
    shape.key_column = key ? key.column : begin.column;

    switch (node.type()) {
    case toml::node_type::table: {
        const toml::table &table = *node.as_table();
        shape.kind = MENSHEN_TOML_TABLE;
        shape.number = static_cast<int64_t>(table.size());
        add_members(path, table);
        break;
    }
    case toml::node_type::array: {
        const toml::array &array = *node.as_array();
        shape.kind = MENSHEN_TOML_ARRAY;
        shape.number = static_cast<int64_t>(array.size());
        size_t index = 0;
        for (const toml::node &member : array)
            add(path + "[" + std::to_string(index++) + "]", member, {});
        break;
    }
    case toml::node_type::string:
        shape.kind = MENSHEN_TOML_STRING;
        out.text = node.as_string()->get();
        break;
    case toml::node_type::integer:
        shape.kind = MENSHEN_TOML_INTEGER;
        shape.number = node.as_integer()->get();
        break;
    case toml::node_type::boolean:
        shape.kind = MENSHEN_TOML_BOOLEAN;
        shape.number = node.as_boolean()->get() ? 1 : 0;
        break;
    case toml::node_type::floating_point:
        shape.kind = MENSHEN_TOML_FLOAT;
        break;
    default:
        shape.kind = MENSHEN_TOML_DATE_OR_TIME;
        break;
    }
}

void menshen_toml::add_members(const std::string &path, const toml::table &table) {
    for (auto &&[key, value] : table) {
        std::string name = is_bare(key.str()) ? std::string(key.str()) : quoted(key.str());
        add(path.empty() ? name : path + "." + name, value, key.source().begin);
    }
}

menshen_toml *menshen_toml_parse(const char *text, size_t bytes) {
    auto *document = new menshen_toml;
    toml::parse_result result = toml::parse(std::string_view(text, bytes));
    if (result) {
        document->add_members("", result.table());
    } else {
        document->failed = true;
        document->error = std::string(result.error().description());
        document->error_line = result.error().source().begin.line;
        document->error_column = result.error().source().begin.column;
    }
    return document;
}

void menshen_toml_free(menshen_toml *document) { delete document; }

const char *menshen_toml_error(const menshen_toml *document, uint32_t *line, uint32_t *column) {
    if (!document->failed) return nullptr;
    *line = document->error_line;
    *column = document->error_column;
    return document->error.c_str();
}

size_t menshen_toml_count(const menshen_toml *document) { return document->nodes.size(); }

menshen_toml_node menshen_toml_at(const menshen_toml *document, size_t index) {
    const Node &node = document->nodes[index];
    menshen_toml_node out = node.shape;
    out.path = node.path.data();
    out.path_bytes = node.path.size();
    out.text = node.text.data();
    out.text_bytes = node.text.size();
    return out;
}
