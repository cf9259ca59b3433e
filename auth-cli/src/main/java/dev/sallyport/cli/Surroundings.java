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
 * Environment, standard streams and user of a process. For one thread.
 *
 * @param environment finds a variable by name; null when it is unset
 * @param user name of the operating-system user
 */
record Surroundings(
        Function<String, @Nullable String> environment, InputStream in, PrintWriter out, PrintWriter err, String user) {
    private static final int MAX_SECRET = 100_000;

    /** Finds a variable; empty when it is unset or blank. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.apply(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /**
     * Reads the first line of standard input.
     *
     * @param what name of the expected value, for the message
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
                        what + " is expected on standard input, but nothing came. Pipe it in, to keep it out "
                                + "of process lists and shell history");
            }
            return Secret.of(text.strip());
        } catch (IOException e) {
            throw new IllegalStateException("Standard input cannot be read", e);
        }
    }
}
