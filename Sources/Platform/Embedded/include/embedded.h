// The files that travel inside the binary: assets, texts, reference data and the demonstration programme.
#ifndef ENTENTE_EMBEDDED_H
#define ENTENTE_EMBEDDED_H

#include <stddef.h>

/// One file of the repository, as bytes in the read-only segment of the program.
typedef struct {
    /// Path from the root of the repository.
    const char *path;
    const unsigned char *bytes;
    size_t count;
} embedded_file;

/// All files, ordered by path, ended by one whose path is NULL.
extern const embedded_file embedded_files[];

/// The first of them: Swift does not import an array without a size.
static inline const embedded_file *embedded_files_start(void) { return embedded_files; }

#endif
