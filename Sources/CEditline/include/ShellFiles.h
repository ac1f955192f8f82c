// Opening what lies in the file system such that no symbolic link is followed on the way.
#pragma once

/// Opens a folder by its absolute path, to open what lies in it; no part of it may be a link.
/// Returns a descriptor, or -1 with errno set.
int shell_open_folder(const char *_Nonnull path);
