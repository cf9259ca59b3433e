package dev.sallyport.fiveapis;

import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.outcome.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** The demo's own API key. It is shown once, so whoever wants it again after a restart has to keep it: here, in a file. */
final class KeptKey {
    private KeptKey() {}

    static String in(Path folder, Supplier<Outcome<NewApiKey>> create) {
        Path file = folder.resolve("demo-api-key");
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            String key = create.get().fold(created -> created.secret().reveal(), refusal -> {
                throw new IllegalStateException("The demo's key was refused: " + refusal.detail());
            });
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            return Files.readString(Files.writeString(file, key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
