package dev.sallyport.servlet.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of other origins may call this API from a browser (CORS, in the Fetch standard). Immutable; each setting is checked
 * when it is added.
 *
 * <p>Origins are named one by one and compared byte for byte: there is no {@code *}, no pattern, and {@code null} is none. Without
 * {@link #withCredentials} their pages call with a token in a header, and cookies stay with pages of this origin. What a policy
 * lets a page read it lets it read of every protected path and endpoint; what the caller may do there the rules say, as ever.
 */
public final class CorsPolicy {
    private static final CorsPolicy NONE = new CorsPolicy(Set.of(), List.of(), List.of(), List.of(), false, null);
    private static final Pattern ORIGIN = Pattern.compile(
            "(https?)://([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*|\\[[0-9a-f:.]+])"
                    + "(:([1-9][0-9]{0,4}))?");
    private static final Set<String> OWN_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z-]{0,31}");
    private static final Set<String> NO_METHODS = Set.of("CONNECT", "TRACE", "TRACK");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MAX_PORT = 65_535;

    /** RFC 1035 §2.3.4, as it is written. */
    private static final int LONGEST_HOST = 253;

    private static final int LONGEST_ORIGIN = "https://".length() + LONGEST_HOST + ":65535".length();

    private final Set<String> origins;
    private final List<String> methods;
    private final List<String> headers;
    private final List<String> exposed;
    private final boolean credentials;
    private final @Nullable Duration maxAge;

    private CorsPolicy(
            Set<String> origins,
            List<String> methods,
            List<String> headers,
            List<String> exposed,
            boolean credentials,
            @Nullable Duration maxAge) {
        this.origins = Set.copyOf(origins);
        this.methods = List.copyOf(methods);
        this.headers = List.copyOf(headers);
        this.exposed = List.copyOf(exposed);
        this.credentials = credentials;
        this.maxAge = maxAge;
    }

    /** No policy: no header says anything of other origins. */
    public static CorsPolicy none() {
        return NONE;
    }

    /**
     * Pages of these origins may call with {@code GET}, {@code HEAD} and {@code POST} and the headers {@code Authorization} and
     * {@code Content-Type}.
     *
     * @param origins as browsers write them, such as {@code https://app.example.com} or {@code http://localhost:5173}: in lower
     *     case, without a path and without the scheme's own port; {@code http} for this machine only, since over the network
     *     anybody on the way can change such a page
     * @throws IllegalArgumentException when there is none, or one is none that a browser sends
     */
    public static CorsPolicy of(String... origins) {
        if (origins.length == 0) {
            throw new IllegalArgumentException("A CORS policy names one origin or more, such as"
                    + " \"https://app.example.com\"; leave cors(…) out for none");
        }
        TreeSet<String> checked = new TreeSet<>();
        for (String origin : origins) {
            checked.add(checkedOrigin(origin));
        }
        return new CorsPolicy(
                checked,
                List.of("GET", "HEAD", "POST"),
                List.of("Authorization", "Content-Type"),
                List.of("Retry-After", "WWW-Authenticate"),
                false,
                null);
    }

    /**
     * More methods, such as {@code PUT} and {@code DELETE}.
     *
     * @throws IllegalArgumentException when one is no method in upper case, or one that no page can send
     */
    public CorsPolicy withMethods(String... more) {
        List<String> all = new ArrayList<>(methods);
        for (String method : more) {
            if (!METHOD.matcher(method).matches() || NO_METHODS.contains(method)) {
                throw new IllegalArgumentException("CORS method \"" + method
                        + "\": name each method by itself and in upper case, such as \"DELETE\"; never \"*\","
                        + " and none of " + new TreeSet<>(NO_METHODS));
            }
            addNew(all, method);
        }
        return new CorsPolicy(origins, all, headers, exposed, credentials, maxAge);
    }

    /**
     * More headers that a page may set, such as {@code X-API-Key}.
     *
     * @throws IllegalArgumentException when one is no name of a header
     */
    public CorsPolicy withHeaders(String... more) {
        return new CorsPolicy(origins, methods, plus(headers, more), exposed, credentials, maxAge);
    }

    /**
     * More headers of answers that a page may read, beside {@code Retry-After}, {@code WWW-Authenticate} and those that tell of
     * limits.
     *
     * @throws IllegalArgumentException when one is no name of a header
     */
    public CorsPolicy withExposedHeaders(String... more) {
        return new CorsPolicy(origins, methods, headers, plus(exposed, more), credentials, maxAge);
    }

    /**
     * The origins named may use cookies as this origin's own pages do: log in, and change things with no more than a cookie. A
     * cookie reaches this API from pages of the same site only, such as {@code app.example.com} and {@code api.example.com}.
     */
    public CorsPolicy withCredentials() {
        return new CorsPolicy(origins, methods, headers, exposed, true, maxAge);
    }

    /**
     * How long a browser may remember a pre-flight, 0 seconds to a day; browsers have shorter limits of their own. Default: what
     * the browser takes, five seconds.
     *
     * @throws IllegalArgumentException when it is out of range
     */
    public CorsPolicy withMaxAge(Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A pre-flight is remembered 0 seconds to 24 hours, not " + value);
        }
        return new CorsPolicy(origins, methods, headers, exposed, credentials, value);
    }

    /** Tells whether there is a policy at all. */
    public boolean isPresent() {
        return !origins.isEmpty();
    }

    /** Tells whether pages of that origin may read answers. */
    public boolean allows(String origin) {
        return origins.contains(origin);
    }

    public List<String> methods() {
        return methods;
    }

    public List<String> headers() {
        return headers;
    }

    public List<String> exposedHeaders() {
        return exposed;
    }

    public boolean allowsCredentials() {
        return credentials;
    }

    /** Null when the browser may take its own. */
    public @Nullable Duration maxAge() {
        return maxAge;
    }

    private static String checkedOrigin(String origin) {
        // The pattern is for short texts: it goes one call deeper for each label.
        boolean isShort = origin.length() <= LONGEST_ORIGIN;
        Matcher parts = ORIGIN.matcher(isShort ? origin : "");
        boolean plain = parts.matches() && parts.group(2).length() <= LONGEST_HOST;
        String port = plain ? parts.group(7) : null;
        if (!plain || (port != null && isNoPort(parts.group(1), port))) {
            throw new IllegalArgumentException(
                    "CORS origin \"" + shown(origin) + "\": write it as a browser sends it, such as"
                            + " \"https://app.example.com\" or \"https://app.example.com:8443\": lower case, no path, no slash at"
                            + " the end, not the scheme's own port, a host of at most 253 characters; \"*\", patterns and \"null\" are not accepted");
        }
        if (parts.group(1).equals("http") && !OWN_MACHINE.contains(parts.group(2))) {
            throw new IllegalArgumentException(
                    "CORS origin \"" + origin + "\": a page that came over http can be changed"
                            + " on its way; use https, or http with one of " + new TreeSet<>(OWN_MACHINE));
        }
        return origin;
    }

    private static String shown(String origin) {
        return origin.length() <= LONGEST_ORIGIN ? origin : origin.substring(0, LONGEST_ORIGIN) + "…";
    }

    private static boolean isNoPort(String scheme, String port) {
        return Integer.parseInt(port) > MAX_PORT || port.equals(scheme.equals("https") ? "443" : "80");
    }

    private static List<String> plus(List<String> before, String... more) {
        List<String> all = new ArrayList<>(before);
        for (String header : more) {
            String name = header.toLowerCase(Locale.ROOT);
            if (!HEADER.matcher(header).matches() || name.equals("cookie") || name.equals("set-cookie")) {
                throw new IllegalArgumentException("CORS header \"" + header
                        + "\": name each header by itself, such as \"X-API-Key\"; never \"*\" and never cookies");
            }
            addNew(all, header);
        }
        return all;
    }

    private static void addNew(List<String> all, String name) {
        if (all.stream().noneMatch(name::equalsIgnoreCase)) {
            all.add(name);
        }
    }
}
