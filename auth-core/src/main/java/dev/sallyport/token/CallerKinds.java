package dev.sallyport.token;

import dev.sallyport.caller.CallerKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How the claim {@code kind} spells the kinds of callers: {@code user}, {@code api_key}, … */
final class CallerKinds {
    static final Map<String, CallerKind> BY_CLAIM =
            Arrays.stream(CallerKind.values()).collect(Collectors.toUnmodifiableMap(CallerKinds::claim, kind -> kind));

    private CallerKinds() {}

    static String claim(CallerKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
