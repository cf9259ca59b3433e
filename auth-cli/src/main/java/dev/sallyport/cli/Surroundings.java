package dev.sallyport.cli;

import dev.sallyport.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The environment, the streams and the user of a process. For one thread.
 *
 * @param environment the variable of a name; null when it is not set
 * @param user of the operating system
 */
record Surroundings(
        Function<String, @Nullable String> environment, InputStream in, PrintWriter out, PrintWriter err, String user) {
    private static final int MAX_SECRET = 100_000;

    /** Empty when it is not set or blank. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.apply(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /**
     * The first line of the standard input.
     *
     * @param what is expected there, for the message
     * @throws IllegalArgumentException when there is none
     */
    Secret secret(String what) {
        try {
            byte[] bytes = in.readNBytes(MAX_SECRET);
            String text = new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
            if (text.isBlank()) {
                throw new IllegalArgumentException(
                        what + " is expected on the standard input, and nothing came. Pipe it in, so"
                                + " that no list of processes and no history of a shell has it");
            }
            return Secret.of(text.strip());
        } catch (IOException e) {
            throw new IllegalStateException("The standard input cannot be read", e);
        }
    }
}
