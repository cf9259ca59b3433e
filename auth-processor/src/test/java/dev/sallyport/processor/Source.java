package dev.sallyport.processor;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** A source file in memory, of the package {@code app}. Its first line is the first of the text. */
final class Source extends SimpleJavaFileObject {
    /** In one line with the package, so that the lines of a text keep their numbers. */
    private static final String HEADER =
            "package app; import dev.sallyport.access.*; import dev.sallyport.limit.LimitBy;"
                    + " import jakarta.annotation.security.*; import jakarta.servlet.*; import jakarta.servlet.http.*;"
                    + " import jakarta.ws.rs.GET; import jakarta.ws.rs.Path; ";

    private final String text;

    private Source(String file, String text) {
        super(URI.create("memory:///" + file), Kind.SOURCE);
        this.text = text;
    }

    static Source of(String name, String text) {
        return new Source("app/" + name + ".java", HEADER + text);
    }

    /** A file that says its package and imports itself. */
    static Source whole(String file, String text) {
        return new Source(file, text);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}
