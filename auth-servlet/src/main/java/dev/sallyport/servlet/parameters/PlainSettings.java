package dev.sallyport.servlet.parameters;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.scope.Role;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parameters that are one setting of the builder each. Lists are separated by commas or white space, entries by {@code ;}. */
final class PlainSettings {
    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,8})([smhd])");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of("s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS, "d", ChronoUnit.DAYS);
    private static final Pattern LIMIT = Pattern.compile("(.+?)\\s+by\\s+([a-z]+)", Pattern.DOTALL);

    /** What a text does to the builder. */
    interface Setting {
        /** @throws IllegalArgumentException when it is not of the right form */
        void apply(SallyportBuilder builder, String text);
    }

    /** By the name of the parameter. */
    static final Map<String, Setting> ALL = all();

    private PlainSettings() {}

    private static Map<String, Setting> all() {
        Map<String, Setting> all = new TreeMap<>();
        all.put("issuer", SallyportBuilder::issuer);
        all.put("keyPrefix", SallyportBuilder::keyPrefix);
        all.put("scopes", (builder, text) -> builder.scopes(words(text).toArray(String[]::new)));
        all.put("roles", (builder, text) -> entries(text).forEach(entry -> builder.roles(role(entry))));
        all.put("limits", (builder, text) -> entries(text).forEach(entry -> limit(builder, entry)));
        all.put("failuresPerAddress", SallyportBuilder::failuresPerAddress);
        all.put("accessTokenLifetime", (builder, text) -> {
            Duration lifetime = time(text);
            builder.tokens(tokens -> tokens.withLifetime(lifetime));
        });
        all.put("refreshTokenLifetime", (builder, text) -> {
            Duration lifetime = text.equals("none") ? Duration.ZERO : time(text);
            builder.refreshTokens(
                    refresh -> lifetime.isZero() ? refresh.withoutRefreshTokens() : refresh.withLifetime(lifetime));
        });
        all.put(
                "secondFactorForRoles",
                (builder, text) -> builder.secondFactor(
                        factor -> factor.requiredFor(words(text).toArray(String[]::new))));
        all.put("accountsPage", (builder, text) -> builder.accounts(accounts -> accounts.withPage(text)));
        all.put("auditFormat", (builder, text) -> builder.auditSink(auditSink(text)));
        all.put("maxStaleness", (builder, text) -> builder.maxStaleness(time(text)));
        return Map.copyOf(all);
    }

    private static AuditSink auditSink(String format) {
        return switch (format) {
            case "pairs" -> AuditSink.logging();
            case "json" -> AuditSink.jsonLines();
            default -> throw new IllegalArgumentException("an audit format is pairs or json");
        };
    }

    static List<String> words(String text) {
        return List.of(text.strip().split("[\\s,]+", -1));
    }

    private static List<String> entries(String text) {
        return Arrays.stream(text.split(";", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private static Role role(String entry) {
        int equals = entry.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("\"" + entry
                    + "\" is no role: write \"analyst = reports:read, reports:write;" + " viewer = reports:read\"");
        }
        return Role.of(
                entry.substring(0, equals).strip(),
                words(entry.substring(equals + 1)).toArray(String[]::new));
    }

    private static void limit(SallyportBuilder builder, String entry) {
        Matcher matcher = LIMIT.matcher(entry);
        List<String> known = Arrays.stream(LimitBy.values())
                .map(by -> by.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!matcher.matches() || !known.contains(matcher.group(2))) {
            throw new IllegalArgumentException("\"" + entry + "\" is no limit: write \"1000/minute by caller;"
                    + " 100/second by address\", with one of " + known);
        }
        builder.limit(LimitBy.valueOf(matcher.group(2).toUpperCase(Locale.ROOT)), matcher.group(1));
    }

    private static Duration time(String text) {
        Matcher matcher = TIME.matcher(text);
        ChronoUnit unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("a time is a number and a unit: write 30s, 15m, 12h or 30d");
        }
        return Duration.of(Long.parseLong(matcher.group(1)), unit);
    }
}
