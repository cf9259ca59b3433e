package dev.sallyport.servlet.console;

import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Reply;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The document and the files of the page, from the jar {@code sallyport-console}; found by {@link ServiceLoader}. Implementations
 * are safe for use by many threads.
 */
public interface ConsolePage {
    /** The document, with the headers that keep it safe. It never holds anything of a person. */
    Reply document(Console settings, Call call);

    /**
     * A script or style sheet.
     *
     * @param version of all files, which changes with their content
     * @return empty when there is none of that name in that version
     */
    Optional<Reply> file(String version, String name);
}
