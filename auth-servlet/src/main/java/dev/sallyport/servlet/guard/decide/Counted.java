package dev.sallyport.servlet.guard.decide;

import dev.sallyport.access.AccessRule;
import java.util.ArrayList;
import java.util.List;

/**
 * By whose limits a request was counted. An asynchronous answer comes by a second time and is the same request there; where an
 * asynchronous dispatch leads to another resource, that one counts it. Safe for use by many threads.
 */
public final class Counted {
    /** Few: one for each resource with limits that the request was dispatched to. */
    private final List<Limited> resources = new ArrayList<>(0);

    /** The names of resources are for people and may be short; their limits tell them apart. */
    private record Limited(String resource, List<AccessRule.Limit> limits) {}

    /** Whether the resource's limits have not counted the request; from now on they have. */
    public synchronized boolean isFirst(String resource, AccessRule rule) {
        Limited limited = new Limited(resource, rule.limits());
        if (rule.limits().isEmpty() || resources.contains(limited)) {
            return false;
        }
        resources.add(limited);
        return true;
    }
}
