package dev.sallyport.servlet;

import jakarta.servlet.ServletContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The annotated classes that the annotation processor noted while the application was compiled: for containers that do not look for
 * them. Without the processor there are none. Without state.
 */
final class IndexedEndpoints {
    private static final String FILE = "META-INF/sallyport/endpoints";
    private static final String ANNOTATIONS = "dev.sallyport.access";

    private IndexedEndpoints() {}

    static Set<Class<?>> in(ServletContext context) {
        ClassLoader loader = context.getClassLoader();
        if (loader == null) {
            return Set.of();
        }
        Set<Class<?>> found = new HashSet<>();
        try {
            for (URL file : Collections.list(loader.getResources(FILE))) {
                names(file).forEach(name -> annotated(name, loader).ifPresent(found::add));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " of the application cannot be read", e);
        }
        return found;
    }

    private static List<String> names(URL file) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList();
        }
    }

    /** The file may be older than the classes, so these are asked again. */
    private static Optional<Class<?>> annotated(String name, ClassLoader loader) {
        try {
            Class<?> type = Class.forName(name, false, loader);
            boolean annotated = Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredMethods()))
                    .anyMatch(IndexedEndpoints::hasOwn);
            return annotated ? Optional.of(type) : Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static boolean hasOwn(AnnotatedElement element) {
        return Arrays.stream(element.getDeclaredAnnotations())
                .anyMatch(each -> each.annotationType().getPackageName().equals(ANNOTATIONS));
    }
}
