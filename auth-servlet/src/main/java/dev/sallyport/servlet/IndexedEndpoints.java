package dev.sallyport.servlet;

import jakarta.servlet.ServletContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The annotated classes that the annotation processor noted while the application was compiled: for containers that do not look for
 * them. Without the processor there are none. Without state.
 */
final class IndexedEndpoints {
    private static final String FILE = "META-INF/sallyport/endpoints";
    private static final String ANNOTATIONS = "dev.sallyport.access";

    private IndexedEndpoints() {}

    /** All that the application sees. */
    static Set<Class<?>> in(ServletContext context) {
        ClassLoader loader = context.getClassLoader();
        return loader == null ? Set.of() : named(files(loader), loader);
    }

    /** Those that are named by a file which other applications of the server do not see. */
    static Set<Class<?>> ownOf(ServletContext context) {
        ClassLoader loader = context.getClassLoader();
        if (loader == null) {
            return Set.of();
        }
        List<URL> files = new ArrayList<>(files(loader));
        if (loader.getParent() != null) {
            Set<String> shared =
                    files(loader.getParent()).stream().map(URL::toString).collect(Collectors.toSet());
            files.removeIf(file -> shared.contains(file.toString()));
        }
        return named(files, loader);
    }

    private static List<URL> files(ClassLoader loader) {
        try {
            return Collections.list(loader.getResources(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " of the application cannot be read", e);
        }
    }

    private static Set<Class<?>> named(List<URL> files, ClassLoader loader) {
        Set<Class<?>> found = new HashSet<>();
        try {
            for (URL file : files) {
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
