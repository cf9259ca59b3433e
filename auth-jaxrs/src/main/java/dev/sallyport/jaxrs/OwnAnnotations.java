package dev.sallyport.jaxrs;

import dev.sallyport.access.RequiresScope;
import dev.sallyport.servlet.rule.Overridden;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells whether somebody counts on this library for a method. Safe for use by many threads; reads each method once. */
final class OwnAnnotations {
    private static final String OWN = RequiresScope.class.getPackageName();

    private final Map<Key, Boolean> known = new ConcurrentHashMap<>();

    private record Key(Class<?> type, Method method) {}

    /** @return true where the class cannot be read, too */
    boolean on(Class<?> type, Method method) {
        Key key = new Key(type, method);
        Boolean before = known.get(key);
        if (before != null) {
            return before;
        }
        boolean found = read(type, method);
        known.put(key, found);
        return found;
    }

    static boolean isOwn(AnnotatedElement element) {
        return Arrays.stream(element.getDeclaredAnnotations())
                .anyMatch(each -> each.annotationType().getPackageName().equals(OWN));
    }

    private static boolean read(Class<?> type, Method method) {
        try {
            Overridden overridden = new Overridden(type, method);
            return isOwn(method)
                    || Designation.levels(type).stream()
                            .anyMatch(level -> isOwn(level)
                                    || overridden.apply(level).stream().anyMatch(OwnAnnotations::isOwn));
        } catch (LinkageError | TypeNotPresentException e) {
            return true;
        }
    }
}
