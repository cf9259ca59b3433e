package dev.sallyport.containers;

import jakarta.servlet.ServletContainerInitializer;
import java.util.Map;

/**
 * What a container is to run, and how.
 *
 * @param errorPages paths by status
 * @param contextPath decoded; empty for the root
 * @param lenient whether the container takes every spelling of a path that it can be told to take
 */
record Deployment(
        ServletContainerInitializer application,
        Map<Integer, String> errorPages,
        String contextPath,
        boolean lenient) {}
