package dev.sallyport.processor;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.annotation.processing.Filer;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * The names of the classes that count on this library, one a line, in alphabetical order. Where nothing but annotated classes of an
 * application is to be seen, its start learns of them here. For the compiler's thread.
 */
final class EndpointIndex {
    /** In the class folder; the servlet module reads it by the same name. */
    static final String FILE = "META-INF/sallyport/endpoints";

    private final Filer filer;
    private final Set<String> names = new TreeSet<>();

    EndpointIndex(Filer filer) {
        this.filer = filer;
    }

    void add(String name) {
        names.add(name);
    }

    /**
     * Writes the file anew. A compiler that is given some of the classes only must not forget the others.
     *
     * @param isEndpoint whether a class that was named before still is what it was
     * @throws IOException when the file cannot be written
     */
    void write(Predicate<String> isEndpoint) throws IOException {
        List<String> before = before();
        before.stream().filter(isEndpoint).forEach(names::add);
        if (names.isEmpty() && before.isEmpty()) {
            return;
        }
        try (Writer file =
                filer.createResource(StandardLocation.CLASS_OUTPUT, "", FILE).openWriter()) {
            for (String name : names) {
                file.write(name + "\n");
            }
        }
    }

    private List<String> before() throws IOException {
        List<String> lines = new ArrayList<>();
        try {
            FileObject file = filer.getResource(StandardLocation.CLASS_OUTPUT, "", FILE);
            try (Reader reader = file.openReader(true);
                    BufferedReader buffered = new BufferedReader(reader)) {
                buffered.lines().filter(line -> !line.isEmpty()).forEach(lines::add);
            }
        } catch (NoSuchFileException | FileNotFoundException e) {
            return lines;
        }
        return lines;
    }
}
