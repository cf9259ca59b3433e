package dev.sallyport.micrometer;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One value for each constant of an enum, created at the start. Safe for use by many threads; a look-up allocates nothing.
 *
 * @param <E> the enum
 * @param <T> the values
 */
final class Each<E extends Enum<E>, T> {
    private final Map<E, T> all;

    Each(Class<E> type, Function<E, T> make) {
        this.all = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            all.put(constant, make.apply(constant));
        }
    }

    T of(E constant) {
        @Nullable T found = all.get(constant);
        if (found == null) {
            throw new IllegalStateException("There is no value for " + constant);
        }
        return found;
    }
}
