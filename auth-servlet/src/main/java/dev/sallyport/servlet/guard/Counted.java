package dev.sallyport.servlet.guard;

import dev.sallyport.access.AccessRule;
import java.util.ArrayList;
import java.util.List;

/**
 * By whose limits a request was counted. An asynchronous answer comes by a second time and is the same request there; where an
 * asynchronous dispatch leads to another resource, that one counts it. Safe for use by many threads.
 */
final class Counted {
    /** Few: one for each resource with limits that the request was dispatched to. */
    private final List<String> resources = new ArrayList<>(0);

    /** Whether the resource's limits have not counted the request; from now on they have. */
    synchronized boolean isFirst(String resource, AccessRule rule) {
        if (rule.limits().isEmpty() || resources.contains(resource)) {
            return false;
        }
        resources.add(resource);
        return true;
    }
}
