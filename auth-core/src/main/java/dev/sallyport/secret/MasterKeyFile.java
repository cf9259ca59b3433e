package dev.sallyport.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A new file with a master key, in a folder where others may read. */
final class MasterKeyFile {
    private MasterKeyFile() {}

    /**
     * Writes a line to a file that only its owner can read. It appears whole or not at all, and an existing one is never replaced.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is a file already
     */
    static void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("Not the path of a file: " + file);
        }
        Path part = Files.createTempFile(folder, ".master-key", ".part", ownerOnly(folder));
        try {
            Files.writeString(part, text + "\n", StandardCharsets.US_ASCII);
            try {
                // A hard link is made or refused in one step, where a move would replace what is there.
                Files.createLink(file, part);
            } catch (UnsupportedOperationException e) {
                Files.move(part, file);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
        if (!Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(
                    Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
        };
    }
}
