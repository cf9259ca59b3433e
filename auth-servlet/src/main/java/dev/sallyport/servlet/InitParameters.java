package dev.sallyport.servlet;

import dev.sallyport.servlet.guard.GateSettings;
import dev.sallyport.servlet.wire.CorsPolicy;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The settings that web.xml can give a piece; lists are separated by commas or white space. For one thread. */
final class InitParameters {
    static final String TRUSTED_PROXIES = "trustedProxies";
    static final String API_KEY_HEADER = "apiKeyHeader";
    static final String OPEN = "open";
    static final String SESSION_IDS = "sessionIdsInPaths";

    /** Origins; the other parameters of the policy count only with it. */
    static final String CORS_ORIGINS = "corsOrigins";

    static final String CORS_METHODS = "corsMethods";
    static final String CORS_HEADERS = "corsHeaders";
    static final String CORS_CREDENTIALS = "corsCredentials";
    static final String CORS_MAX_AGE = "corsMaxAge";

    /** {@code true} behind a proxy that ends TLS. */
    static final String SECURE_COOKIES = "secureCookies";

    private static final List<String> KNOWN = List.of(
            API_KEY_HEADER,
            CORS_CREDENTIALS,
            CORS_HEADERS,
            CORS_MAX_AGE,
            CORS_METHODS,
            CORS_ORIGINS,
            OPEN,
            SECURE_COOKIES,
            SESSION_IDS,
            TRUSTED_PROXIES);

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
    WebSettings applyTo(WebSettings settings) {
        names.stream().filter(name -> !KNOWN.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalStateException("The init parameter \"" + name + "\" is not known; there are " + KNOWN
                    + ", and context parameters whose names begin with \"sallyport.\"");
        });
        return settings.withGate(this::applyTo);
    }

    private GateSettings applyTo(GateSettings settings) {
        GateSettings gate = settings.trusting(list(TRUSTED_PROXIES)).opening(list(OPEN));
        for (String header : list(API_KEY_HEADER)) {
            gate = gate.readingKeysFrom(header);
        }
        for (String value : list(SESSION_IDS)) {
            gate = flag(SESSION_IDS, value) ? gate.allowingSessionIds() : gate;
        }
        for (String value : list(SECURE_COOKIES)) {
            gate = gate.withSecureCookies(flag(SECURE_COOKIES, value));
        }
        return cors(gate);
    }

    private static boolean flag(String name, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " is true or false, not " + value);
        };
    }

    private GateSettings cors(GateSettings gate) {
        String[] origins = list(CORS_ORIGINS);
        if (origins.length == 0) {
            requireNoCors(CORS_METHODS, CORS_HEADERS, CORS_CREDENTIALS, CORS_MAX_AGE);
            return gate;
        }
        CorsPolicy policy =
                CorsPolicy.of(origins).withMethods(list(CORS_METHODS)).withHeaders(list(CORS_HEADERS));
        for (String value : list(CORS_CREDENTIALS)) {
            policy = flag(CORS_CREDENTIALS, value) ? policy.withCredentials() : policy;
        }
        for (String seconds : list(CORS_MAX_AGE)) {
            if (!seconds.matches("[0-9]{1,6}")) {
                throw new IllegalArgumentException(CORS_MAX_AGE + " is a number of seconds, not " + seconds);
            }
            policy = policy.withMaxAge(Duration.ofSeconds(Long.parseLong(seconds)));
        }
        return gate.answeringPagesOf(policy);
    }

    private void requireNoCors(String... names) {
        for (String name : names) {
            if (list(name).length > 0) {
                throw new IllegalArgumentException(name + " says nothing without " + CORS_ORIGINS
                        + ": add that with the origins, such as https://app.example.com");
            }
        }
    }

    private String[] list(String name) {
        String value = values.apply(name);
        return value == null || value.isBlank() ? new String[0] : value.strip().split("[\\s,]+", -1);
    }
}
