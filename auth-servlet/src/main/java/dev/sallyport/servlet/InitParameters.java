package dev.sallyport.servlet;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The settings that web.xml can give a piece; lists are separated by commas or white space. For one thread. */
final class InitParameters {
    static final String TRUSTED_PROXIES = "trustedProxies";
    static final String API_KEY_HEADER = "apiKeyHeader";
    static final String OPEN = "open";

    private static final List<String> KNOWN = List.of(API_KEY_HEADER, OPEN, TRUSTED_PROXIES);

    private final UnaryOperator<@Nullable String> values;
    private final List<String> names;

    /**
     * @param values answers null for what is not set
     * @param names of all that are set
     */
    InitParameters(UnaryOperator<@Nullable String> values, List<String> names) {
        this.values = values;
        this.names = List.copyOf(names);
    }

    /** @throws IllegalStateException when one is unknown */
    void applyTo(SallyportWeb web) {
        names.stream().filter(name -> !KNOWN.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalStateException("The init parameter \"" + name + "\" is not known; there are " + KNOWN
                    + ", and context parameters whose names begin with \"sallyport.\"");
        });
        web.trustedProxies(list(TRUSTED_PROXIES)).open(list(OPEN));
        for (String header : list(API_KEY_HEADER)) {
            web.apiKeyHeader(header);
        }
    }

    private String[] list(String name) {
        String value = values.apply(name);
        return value == null || value.isBlank() ? new String[0] : value.strip().split("[\\s,]+", -1);
    }
}
