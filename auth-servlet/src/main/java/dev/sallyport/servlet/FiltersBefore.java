package dev.sallyport.servlet;

import dev.sallyport.servlet.guard.PathSentry;
import jakarta.servlet.Filter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Names the filters that stand before ours, as the first requests come: no API tells the order, but the stack does. Safe for use by
 * many threads; later requests cost one look at a number.
 */
final class FiltersBefore {
    private static final Logger LOG = System.getLogger(FiltersBefore.class.getName());
    private static final Set<String> OWN =
            Set.of(FiltersBefore.class.getPackageName(), PathSentry.class.getPackageName());
    private static final int REQUESTS = 20;

    private final AtomicInteger left = new AtomicInteger(REQUESTS);
    private final Set<String> named = ConcurrentHashMap.newKeySet();

    /** Called by our filter, with its request. */
    void look() {
        if (left.get() > 0 && left.getAndDecrement() > 0) {
            onTheStack().forEach(this::warn);
        }
    }

    private static List<String> onTheStack() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.filter(frame -> frame.getMethodName().equals("doFilter"))
                        .<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
                        .filter(Filter.class::isAssignableFrom)
                        .filter(type -> !OWN.contains(type.getPackageName()))
                        .map(Class::getName)
                        .distinct()
                        .toList());
    }

    private void warn(String filter) {
        if (named.add(filter)) {
            LOG.log(
                    Level.WARNING,
                    "The filter " + filter
                            + " stands before Sallyport's: what it answers itself needs no credential, and what it"
                            + " changes of a request is what is decided about. Put it behind, unless that is what you want");
        }
    }
}
