#include "CToml.h"
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>
int menshen_toml_version(void) { return TOML_LIB_MAJOR; }
