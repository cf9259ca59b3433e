package dev.sallyport.containers;

import jakarta.servlet.ServletContainerInitializer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An application for a container to run, with its settings.
 *
 * @param errorPages paths by status
 * @param contextPath decoded; empty for the root
 * @param lenient whether the container takes every spelling of a path that it can be told to take
 * @param webSockets annotated endpoints; without any the container has no support for them
 * @param webSocketsLast whether that support is added after the application has set up its filters
 * @param files what the container serves by itself, with {@code index.html} for a folder; null for none
 * @param accessLog takes what the container logs of a request: the caller, by the attribute that the library sets
 */
record Deployment(
        ServletContainerInitializer application,
        Map<Integer, String> errorPages,
        String contextPath,
        boolean lenient,
        Set<Class<?>> webSockets,
        boolean webSocketsLast,
        @Nullable Path files,
        Consumer<String> accessLog) {}
