#pragma once
int menshen_toml_version(void);
