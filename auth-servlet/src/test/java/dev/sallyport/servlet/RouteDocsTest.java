package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.account.RegistrationPolicy;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientType;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonReader;
import dev.sallyport.json.MalformedJsonException;
import dev.sallyport.json.PlainWriter;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.scope.Role;
import dev.sallyport.servlet.describe.Description;
import dev.sallyport.servlet.describe.DescriptionProfile;
import dev.sallyport.servlet.operator.OperatorProfile;
import dev.sallyport.servlet.probe.ProbeProfile;
import dev.sallyport.servlet.profile.accessrefresh.AccessRefreshProfile;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.servlet.profile.idsecret.IdSecretProfile;
import dev.sallyport.servlet.profile.keylogin.KeyLoginProfile;
import dev.sallyport.servlet.profile.privatetokens.PrivateTokensProfile;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.tenant.TenantProfile;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.StandardProfile;
import dev.sallyport.servlet.wire.WireProfile;
import dev.sallyport.tenant.TenantKeyPolicy;
import dev.sallyport.testing.Mailbox;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each endpoint says what it does, what it reads and what it answers. */
class RouteDocsTest {
    static Stream<Function<Sallyport, WireProfile>> profiles() {
        return Stream.of(
                auth -> StandardProfile.at("/auth"),
                auth -> AccessRefreshProfile.create(),
                auth -> CookieSessionProfile.create(),
                auth -> IdSecretProfile.create(),
                auth -> KeyLoginProfile.create(),
                auth -> PrivateTokensProfile.create(),
                auth -> new OperatorProfile("/auth/admin", auth),
                auth -> new TenantProfile("/auth/tenant", auth),
                auth -> new ProbeProfile("/auth/health", auth),
                auth -> DescriptionProfile.of(Description.of("Reports API", "1.0"))
                        .get(0),
                auth -> DescriptionProfile.of(Description.of("Reports API", "1.0"))
                        .get(1));
    }

    private static List<Route> routes(Function<Sallyport, WireProfile> profile) {
        try (Sallyport auth = everything()) {
            return List.copyOf(profile.apply(auth).routes(Operations.of(auth, Map::of)));
        }
    }

    /** With all that brings endpoints. */
    private static Sallyport everything() {
        return Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .roles(Role.of("viewer", "reports:read"))
                .leakReports(LeakPolicy.revoke())
                .operators(operators -> operators)
                .tenantKeys(TenantKeyPolicy.withRoles("viewer").managedBy("viewer"))
                .clientTypes(ClientType.of("dashboard", "d_", "ds_", CallerKind.EMBED)
                        .withScopes("reports:read"))
                .accounts(accounts ->
                        new Mailbox().into(accounts).withRegistration(RegistrationPolicy.withRoles("viewer")))
                .build();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void everyRouteIsDescribed(Function<Sallyport, WireProfile> profile) {
        List<String> undescribed = new ArrayList<>();
        for (Route route : routes(profile)) {
            RouteDoc doc = route.doc();
            boolean readsWhatItSays = (doc.reads() == null) == (route.body() == Route.Body.NONE);
            if (!doc.isPresent() || doc.topic().isEmpty() || doc.answers().isEmpty() || !readsWhatItSays) {
                undescribed.add(route.method() + " " + route.path());
            }
        }
        assertThat(undescribed).as("add .describedBy(RouteDoc…) to the route").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void everyExampleHasItsShape(Function<Sallyport, WireProfile> profile) throws MalformedJsonException {
        JsonReader reader = JsonReader.asWritten(new JsonLimits(16, 256, 4_096, 64, 1_000));
        for (Route route : routes(profile)) {
            Members reads = route.doc().reads();
            if (reads == null) {
                continue;
            }
            List<Object> examples = new ArrayList<>(route.doc().examples().values());
            examples.add(reads.example());
            for (Object example : examples) {
                String text = PlainWriter.write(Map.of("example", example));
                Object read = Objects.requireNonNull(
                        reader.readObject(text.getBytes(StandardCharsets.UTF_8)).get("example"));
                assertThat(reads.difference(route.path(), read)).isEmpty();
            }
        }
    }
}
