// Written by scripts/embed: do not edit. The files that travel inside the binary, ordered by path.
// A 0 byte follows each file, so that an empty one is an array too; it is not counted.

#include "include/embedded.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char file_0[] = {
#embed "../../../Sources/Features/Accounts/Texts/ar.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_1[] = {
#embed "../../../Sources/Features/Accounts/Texts/en.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_2[] = {
#embed "../../../Sources/Features/Accounts/Texts/fr.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_3[] = {
#embed "../../../Sources/Features/Accounts/Texts/nl.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_4[] = {
#embed "../../../Sources/Features/Countries/Texts/ar.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_5[] = {
#embed "../../../Sources/Features/Countries/Texts/en.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_6[] = {
#embed "../../../Sources/Features/Countries/Texts/fr.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_7[] = {
#embed "../../../Sources/Features/Countries/Texts/nl.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_8[] = {
#embed "../../../Sources/Features/Records/Texts/ar.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_9[] = {
#embed "../../../Sources/Features/Records/Texts/en.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_10[] = {
#embed "../../../Sources/Features/Records/Texts/fr.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_11[] = {
#embed "../../../Sources/Features/Records/Texts/nl.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_12[] = {
#embed "../../../Sources/Features/Today/Texts/ar.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_13[] = {
#embed "../../../Sources/Features/Today/Texts/en.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_14[] = {
#embed "../../../Sources/Features/Today/Texts/fr.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_15[] = {
#embed "../../../Sources/Features/Today/Texts/nl.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_16[] = {
#embed "../../../Sources/Platform/Texts/Catalogues/ar.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_17[] = {
#embed "../../../Sources/Platform/Texts/Catalogues/en.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_18[] = {
#embed "../../../Sources/Platform/Texts/Catalogues/fr.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_19[] = {
#embed "../../../Sources/Platform/Texts/Catalogues/nl.po" suffix(, 0) if_empty(0)
};
static const unsigned char file_20[] = {
#embed "../../../Sources/Platform/Web/Assets/components.css" suffix(, 0) if_empty(0)
};
static const unsigned char file_21[] = {
#embed "../../../Sources/Platform/Web/Assets/elements.css" suffix(, 0) if_empty(0)
};
static const unsigned char file_22[] = {
#embed "../../../Sources/Platform/Web/Assets/entente.js" suffix(, 0) if_empty(0)
};
static const unsigned char file_23[] = {
#embed "../../../Sources/Platform/Web/Assets/favicon.svg" suffix(, 0) if_empty(0)
};
static const unsigned char file_24[] = {
#embed "../../../Sources/Platform/Web/Assets/icons.svg" suffix(, 0) if_empty(0)
};
static const unsigned char file_25[] = {
#embed "../../../Sources/Platform/Web/Assets/logo.svg" suffix(, 0) if_empty(0)
};
static const unsigned char file_26[] = {
#embed "../../../Sources/Platform/Web/Assets/print.css" suffix(, 0) if_empty(0)
};
static const unsigned char file_27[] = {
#embed "../../../Sources/Platform/Web/Assets/tokens.css" suffix(, 0) if_empty(0)
};
static const unsigned char file_28[] = {
#embed "../../../data/common-passwords.txt" suffix(, 0) if_empty(0)
};
static const unsigned char file_29[] = {
#embed "../../../data/countries.tsv" suffix(, 0) if_empty(0)
};
static const unsigned char file_30[] = {
#embed "../../../data/programme/countries.csv" suffix(, 0) if_empty(0)
};
static const unsigned char file_31[] = {
#embed "../../../data/programme/curriculum-hostmanship.csv" suffix(, 0) if_empty(0)
};
static const unsigned char file_32[] = {
#embed "../../../data/programme/events.csv" suffix(, 0) if_empty(0)
};
static const unsigned char file_33[] = {
#embed "../../../data/programme/offerings.csv" suffix(, 0) if_empty(0)
};
static const unsigned char file_34[] = {
#embed "../../../data/programme/organisations.csv" suffix(, 0) if_empty(0)
};
static const unsigned char file_35[] = {
#embed "../../../data/regions.tsv" suffix(, 0) if_empty(0)
};
static const unsigned char file_36[] = {
#embed "../../../data/world-map.tsv" suffix(, 0) if_empty(0)
};

const embedded_file embedded_files[] = {
    {"Sources/Features/Accounts/Texts/ar.po", file_0, sizeof file_0 - 1},
    {"Sources/Features/Accounts/Texts/en.po", file_1, sizeof file_1 - 1},
    {"Sources/Features/Accounts/Texts/fr.po", file_2, sizeof file_2 - 1},
    {"Sources/Features/Accounts/Texts/nl.po", file_3, sizeof file_3 - 1},
    {"Sources/Features/Countries/Texts/ar.po", file_4, sizeof file_4 - 1},
    {"Sources/Features/Countries/Texts/en.po", file_5, sizeof file_5 - 1},
    {"Sources/Features/Countries/Texts/fr.po", file_6, sizeof file_6 - 1},
    {"Sources/Features/Countries/Texts/nl.po", file_7, sizeof file_7 - 1},
    {"Sources/Features/Records/Texts/ar.po", file_8, sizeof file_8 - 1},
    {"Sources/Features/Records/Texts/en.po", file_9, sizeof file_9 - 1},
    {"Sources/Features/Records/Texts/fr.po", file_10, sizeof file_10 - 1},
    {"Sources/Features/Records/Texts/nl.po", file_11, sizeof file_11 - 1},
    {"Sources/Features/Today/Texts/ar.po", file_12, sizeof file_12 - 1},
    {"Sources/Features/Today/Texts/en.po", file_13, sizeof file_13 - 1},
    {"Sources/Features/Today/Texts/fr.po", file_14, sizeof file_14 - 1},
    {"Sources/Features/Today/Texts/nl.po", file_15, sizeof file_15 - 1},
    {"Sources/Platform/Texts/Catalogues/ar.po", file_16, sizeof file_16 - 1},
    {"Sources/Platform/Texts/Catalogues/en.po", file_17, sizeof file_17 - 1},
    {"Sources/Platform/Texts/Catalogues/fr.po", file_18, sizeof file_18 - 1},
    {"Sources/Platform/Texts/Catalogues/nl.po", file_19, sizeof file_19 - 1},
    {"Sources/Platform/Web/Assets/components.css", file_20, sizeof file_20 - 1},
    {"Sources/Platform/Web/Assets/elements.css", file_21, sizeof file_21 - 1},
    {"Sources/Platform/Web/Assets/entente.js", file_22, sizeof file_22 - 1},
    {"Sources/Platform/Web/Assets/favicon.svg", file_23, sizeof file_23 - 1},
    {"Sources/Platform/Web/Assets/icons.svg", file_24, sizeof file_24 - 1},
    {"Sources/Platform/Web/Assets/logo.svg", file_25, sizeof file_25 - 1},
    {"Sources/Platform/Web/Assets/print.css", file_26, sizeof file_26 - 1},
    {"Sources/Platform/Web/Assets/tokens.css", file_27, sizeof file_27 - 1},
    {"data/common-passwords.txt", file_28, sizeof file_28 - 1},
    {"data/countries.tsv", file_29, sizeof file_29 - 1},
    {"data/programme/countries.csv", file_30, sizeof file_30 - 1},
    {"data/programme/curriculum-hostmanship.csv", file_31, sizeof file_31 - 1},
    {"data/programme/events.csv", file_32, sizeof file_32 - 1},
    {"data/programme/offerings.csv", file_33, sizeof file_33 - 1},
    {"data/programme/organisations.csv", file_34, sizeof file_34 - 1},
    {"data/regions.tsv", file_35, sizeof file_35 - 1},
    {"data/world-map.tsv", file_36, sizeof file_36 - 1},
    {0, 0, 0},
};
