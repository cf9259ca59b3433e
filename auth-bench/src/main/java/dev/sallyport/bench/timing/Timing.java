package dev.sallyport.bench.timing;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.profile.idsecret.IdSecretProfile;
import dev.sallyport.user.NewUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * Compares, over HTTP, how long a login of somebody unknown takes to be refused and how long one with a wrong secret: if the times
 * differ, they tell who exists. The two take turns in random order, over one connection. Prints medians, quantiles and a rank-sum
 * test.
 */
public final class Timing {
    private static final RateLimit MANY = RateLimit.parse("1000000/second");
    /** Few failures for each, or else locked accounts are measured. */
    private static final int FAILURES_EACH = 3;

    private final int pairs;
    private final Random random = new Random(1);

    private Timing(int pairs) {
        this.pairs = pairs;
    }

    /** @param args one: the folder of the other benchmarks, which this one has no use for */
    public static void main(String[] args) throws Exception {
        boolean quick = System.getenv("QUICK") != null;
        System.out.println(
                "| login | each | unknown: p10, median, p90 ms | wrong: p10, median, p90 ms | unknown is slower | z |"
                        + " p |");
        System.out.println("|---|---|---|---|---|---|---|");
        new Timing(quick ? 40 : 200).passwords("password, without the grid", Duration.ZERO);
        new Timing(quick ? 20 : 100).passwords("password, on the grid of 250 ms", Duration.ofMillis(250));
        new Timing(quick ? 500 : 4_000).keys();
        new Timing(quick ? 500 : 4_000).clients();
    }

    private void passwords(String title, Duration grid) throws Exception {
        Sallyport auth = application(grid);
        int people = pairs / FAILURES_EACH + 1;
        for (int i = 0; i < people; i++) {
            done(auth.users()
                    .create(
                            NewUser.of(name("known", i))
                                    .withPassword(Secret.of("correct horse battery"))
                                    .withRoles("viewer"),
                            Actor.application()));
        }
        try (RefusedLogins logins = new RefusedLogins(auth, Optional.empty(), "/auth/login")) {
            compare(
                    title,
                    logins,
                    i -> "{\"username\":\"" + name("nobod", i % people) + "\",\"password\":\"wrong horse battery\"}",
                    i -> "{\"username\":\"" + name("known", i % people) + "\",\"password\":\"wrong horse battery\"}");
        }
    }

    private static String name(String who, int number) {
        return String.format(Locale.ROOT, "%s-%06d@example.com", who, number);
    }

    /** Wrong is another secret behind the id of a key that there is, unknown another id before its secret. */
    private void keys() throws Exception {
        Sallyport auth = application(Duration.ZERO);
        done(auth.users().create(NewUser.of("ada").withId("ada").withRoles("viewer"), Actor.application()));
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            keys.add(done(auth.apiKeys().create("ada", KeyRequest.named("job"), Actor.application()))
                    .secret()
                    .reveal());
        }
        try (RefusedLogins logins = new RefusedLogins(auth, Optional.empty(), "/auth/login")) {
            compare(
                    "API key",
                    logins,
                    i -> "{\"api_key\":\"" + KeyText.withOtherId(keys.get(i % keys.size()), i) + "\"}",
                    i -> "{\"api_key\":\"" + KeyText.withOtherSecret(keys.get(i % keys.size()), i) + "\"}");
        }
    }

    private void clients() throws Exception {
        Sallyport auth = application(Duration.ZERO);
        // Eight failures each: two that share a slot of the count are not locked out yet.
        int count = pairs / 8 + 1;
        for (int i = 0; i < count; i++) {
            done(auth.clients()
                    .importPair(
                            ClientRequest.of("dashboard", "d"),
                            id("known", i),
                            Secret.of("ds_" + "0123456789abcdef".repeat(2)),
                            Actor.application()));
        }
        try (RefusedLogins logins = new RefusedLogins(auth, Optional.of(IdSecretProfile.create()), "/api/v1/token")) {
            compare(
                    "client id and secret",
                    logins,
                    i -> pair(id("nobod", i % count)),
                    i -> pair(id("known", i % count)));
        }
    }

    private static String id(String who, int number) {
        return String.format(Locale.ROOT, "d_%s-%016d", who, number);
    }

    private static String pair(String id) {
        return "{\"dashboardId\":\"" + id + "\",\"dashboardSecret\":\"ds_" + "fedcba9876543210".repeat(2) + "\"}";
    }

    private static Sallyport application(Duration grid) {
        return Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .roles(Role.of("viewer", "reports:read"))
                .clientTypes(ClientType.of("dashboard", "d_", "ds_", CallerKind.EMBED)
                        .withScopes("reports:read"))
                .logins(logins -> logins.withPerAddress(MANY).withResponseTimeGrid(grid))
                .failuresPerAddress("1000000/second")
                .auditSink(event -> {})
                .build();
    }

    private void compare(String title, RefusedLogins logins, IntFunction<String> unknown, IntFunction<String> wrong)
            throws Exception {
        List<Double> ofUnknown = new ArrayList<>();
        List<Double> ofWrong = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            boolean unknownFirst = random.nextBoolean();
            if (unknownFirst) {
                ofUnknown.add(logins.millis(unknown.apply(i)));
            }
            ofWrong.add(logins.millis(wrong.apply(i)));
            if (!unknownFirst) {
                ofUnknown.add(logins.millis(unknown.apply(i)));
            }
        }
        // The first fifth warms up.
        List<Double> first = ofUnknown.subList(pairs / 5, pairs);
        List<Double> second = ofWrong.subList(pairs / 5, pairs);
        RankSum found = RankSum.of(first, second);
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %s | %s | %.3f | %+.2f | %.3f |%n",
                title,
                first.size(),
                quantiles(first),
                quantiles(second),
                found.share(),
                found.z(),
                found.p());
    }

    private static String quantiles(List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%.3f, %.3f, %.3f",
                sorted.get(sorted.size() / 10),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 9 / 10));
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new IllegalStateException(refusal.detail() + " " + refusal.errors());
        });
    }
}
