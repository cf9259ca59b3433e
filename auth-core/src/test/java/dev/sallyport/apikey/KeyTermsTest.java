package dev.sallyport.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.Actor;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What new and changed keys must be like: their life, their scopes, their names. */
class KeyTermsTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Actor BY = Actor.application();

    private volatile Instant now = NOW;
    private volatile boolean strict;
    private volatile UnaryOperator<KeyTerms> changed = terms -> terms;
    private Sallyport auth = Sallyport.builder().issuer("https://a.example").build();

    private ApiKeys keys(UnaryOperator<ApiKeyPolicy> policy) {
        auth.close();
        auth = Sallyport.builder()
                .issuer("https://a.example")
                .clock((InstantSource) () -> now)
                .auditSink(event -> {})
                .scopes("reports:read")
                .roles(Role.of("viewer", "reports:read"))
                .apiKeys(policy)
                .build();
        for (String tenant : List.of("acme", "other")) {
            auth.users()
                    .createIfAbsent(NewUser.of("ada@" + tenant)
                            .withId("ada-" + tenant)
                            .withTenant(tenant)
                            .withPassword(Secret.of("a-demo-password"))
                            .withRoles("viewer"));
        }
        return auth.apiKeys();
    }

    private ApiKeys terms(UnaryOperator<KeyTerms> terms) {
        return keys(policy -> policy.withTerms(terms));
    }

    @AfterEach
    void close() {
        auth.close();
    }

    private static List<String> codes(Outcome<?> outcome) {
        return outcome.fold(
                done -> List.of(),
                refusal -> refusal.errors().stream().map(FieldError::code).toList());
    }

    private static List<String> messages(Outcome<?> outcome) {
        return outcome.fold(
                done -> List.of(),
                refusal -> refusal.errors().stream().map(FieldError::message).toList());
    }

    private static ApiKey made(Outcome<NewApiKey> outcome) {
        return outcome.orElseThrow().key();
    }

    private static KeyRequest job() {
        return KeyRequest.named("job");
    }

    @Test
    void absentExpiryIsTheStandardOneAndNeverMustBeAskedFor() {
        ApiKeys keys = terms(terms -> terms.withStandardLife(Duration.ofDays(90)));
        assertThat(made(keys.create("ada-acme", job(), BY)).expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(90)));
        assertThat(made(keys.create("ada-acme", job().withoutExpiry(), BY)).expiresAt())
                .isNull();
        Instant chosen = NOW.plus(Duration.ofDays(1));
        assertThat(made(keys.create("ada-acme", job().withExpiresAt(chosen), BY))
                        .expiresAt())
                .isEqualTo(chosen);
        assertThat(made(keys.create("ada-acme", job().withoutExpiry().withExpiresAt(chosen), BY))
                        .expiresAt())
                .isEqualTo(chosen);
    }

    @Test
    void withoutTermsAbsentExpiryIsNever() {
        assertThat(made(keys(policy -> policy).create("ada-acme", job(), BY)).expiresAt())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'', expiry_required",
        "PT59M59S, expiry_too_soon",
        "PT1H, ''",
        "P30D, ''",
        "PT720H0M1S, expiry_too_far",
    })
    void expiryLiesBetweenMinimumAndMaximum(String life, String code) {
        ApiKeys keys = terms(terms -> terms.withMinimumLife(Duration.ofHours(1)).withMaximumLife(Duration.ofDays(30)));
        KeyRequest request =
                life.isEmpty() ? job().withoutExpiry() : job().withExpiresAt(NOW.plus(Duration.parse(life)));
        Outcome<NewApiKey> outcome = keys.create("ada-acme", request, BY);
        assertThat(codes(outcome)).isEqualTo(code.isEmpty() ? List.of() : List.of(code));
        if (code.equals("expiry_too_far") || code.equals("expiry_required")) {
            assertThat(messages(outcome).get(0)).contains("the last allowed is 2030-01-31T00:00:00Z.");
        }
    }

    @Test
    void lifeIsNotProlongedBeyondTheMaximumByChanges() {
        ApiKeys keys = terms(terms -> terms.withMaximumLife(Duration.ofDays(30)));
        ApiKey key = made(keys.create("ada-acme", job().withExpiresAt(NOW.plus(Duration.ofDays(30))), BY));
        now = NOW.plus(Duration.ofDays(20));
        Instant later = now.plus(Duration.ofDays(20));
        assertThat(codes(keys.update(key.id(), KeyUpdate.nothing().expiresAt(later), BY)))
                .containsExactly("expiry_too_far");
        assertThat(codes(keys.update(key.id(), KeyUpdate.nothing().expiresAt(null), BY)))
                .containsExactly("expiry_required");
        assertThat(codes(keys.update(key.id(), KeyUpdate.nothing().expiresAt(now.plusSeconds(60)), BY)))
                .isEmpty();
    }

    @Test
    void existingKeysAreNotTouchedAndAreStoppedAsEver() {
        ApiKeys keys = keys(policy -> policy.withTermsOf((tenant, terms) -> strict
                ? terms.withMaximumLife(Duration.ofDays(30)).requiringScopes().withUniqueNames()
                : terms));
        ApiKey old = made(keys.create("ada-acme", job(), BY));
        made(keys.create("ada-acme", job(), BY));
        strict = true;
        assertThat(codes(keys.update(old.id(), KeyUpdate.nothing().description("x"), BY)))
                .isEmpty();
        assertThat(codes(keys.update(old.id(), KeyUpdate.nothing().name("job "), BY)))
                .isEmpty();
        assertThat(codes(keys.disable(old.id(), BY))).isEmpty();
        assertThat(codes(keys.enable(old.id(), BY))).isEmpty();
        assertThat(codes(keys.revoke(old.id(), null, BY))).isEmpty();
    }

    @Test
    void scopesMustBeNamedWhereTheyAreRequired() {
        ApiKeys keys = terms(KeyTerms::requiringScopes);
        assertThat(codes(keys.create("ada-acme", job(), BY))).containsExactly("scopes_required");
        assertThat(codes(keys.create("ada-acme", job().withScopes(ScopeSet.none()), BY)))
                .containsExactly("scopes_required");
        ApiKey key = made(keys.create("ada-acme", job().withScopes(ScopeSet.of("reports:read")), BY));
        assertThat(codes(keys.update(key.id(), KeyUpdate.nothing().scopes(null), BY)))
                .containsExactly("scopes_required");
    }

    @Test
    void nameOfALiveKeyIsTakenInAnyCaseForThatOwnerAlone() {
        ApiKeys keys = terms(KeyTerms::withUniqueNames);
        ApiKey first = made(keys.create("ada-acme", job(), BY));
        assertThat(codes(keys.create("ada-acme", KeyRequest.named("JOB"), BY))).containsExactly("name_taken");
        assertThat(codes(keys.create("ada-other", job(), BY))).isEmpty();
        ApiKey second = made(keys.create("ada-acme", KeyRequest.named("other"), BY));
        assertThat(codes(keys.update(second.id(), KeyUpdate.nothing().name("Job"), BY)))
                .containsExactly("name_taken");
        assertThat(codes(keys.update(second.id(), KeyUpdate.nothing().name("OTHER"), BY)))
                .as("its own name")
                .isEmpty();
        assertThat(codes(keys.rotate(first.id(), Duration.ofDays(1), BY)))
                .as("a successor has the name of its predecessor")
                .isEmpty();
        assertThat(codes(keys.revoke(second.id(), null, BY))).isEmpty();
        assertThat(codes(keys.create("ada-acme", KeyRequest.named("other"), BY)))
                .as("of a dead key")
                .isEmpty();
    }

    @Test
    void oneOfManyAtOnceGetsTheName() throws Exception {
        ApiKeys keys = terms(KeyTerms::withUniqueNames);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> create =
                    () -> codes(keys.create("ada-acme", job(), BY)).isEmpty();
            int made = 0;
            for (Future<Boolean> each : threads.invokeAll(Collections.nCopies(32, create))) {
                made += each.get() ? 1 : 0;
            }
            assertThat(made).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void successorMeetsTheTermsOfNow() {
        ApiKeys keys = keys(policy -> policy.withTermsOf((tenant, of) -> changed.apply(of)));
        ApiKey old = made(keys.create("ada-acme", job(), BY));
        changed = of -> of.withMaximumLife(Duration.ofDays(30));
        ApiKey next = made(keys.rotate(old.id(), Duration.ofDays(1), BY));
        assertThat(next.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(30)));
        changed = of -> of.withStandardLife(Duration.ofDays(7)).withMaximumLife(Duration.ofDays(10));
        ApiKey last = made(keys.rotate(next.id(), Duration.ZERO, BY));
        assertThat(last.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(7)));
        changed = KeyTerms::requiringScopes;
        assertThat(codes(keys.rotate(last.id(), Duration.ZERO, BY))).containsExactly("scopes_required");
    }

    @Test
    void keyThatEndsSoonIsRotatedToAStandardLife() {
        ApiKeys keys = terms(terms -> terms.withMinimumLife(Duration.ofHours(1)).withStandardLife(Duration.ofDays(90)));
        ApiKey old = made(keys.create("ada-acme", job().withExpiresAt(NOW.plus(Duration.ofDays(1))), BY));
        now = NOW.plus(Duration.ofHours(23)).plusSeconds(1);
        assertThat(made(keys.rotate(old.id(), Duration.ZERO, BY)).expiresAt()).isEqualTo(now.plus(Duration.ofDays(90)));
    }

    @Test
    void tenantHasTermsOfItsOwn() {
        ApiKeys keys = keys(policy -> policy.withTerms(KeyTerms::withUniqueNames)
                .withTermsOf((tenant, terms) -> tenant.equals("acme") ? terms.requiringScopes() : terms));
        assertThat(codes(keys.create("ada-acme", job(), BY))).containsExactly("scopes_required");
        ApiKey key = made(keys.create("ada-other", job(), BY));
        assertThat(codes(keys.create("ada-other", job(), BY))).containsExactly("name_taken");
        assertThat(codes(keys.update(key.id(), KeyUpdate.nothing().scopes(ScopeSet.none()), BY)))
                .isEmpty();
    }

    @Test
    void contradictingTimesAreRefusedWhereTheyAreSet() {
        KeyTerms terms = KeyTerms.none().withMinimumLife(Duration.ofDays(2)).withMaximumLife(Duration.ofDays(10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terms.withStandardLife(Duration.ofDays(11)))
                .withMessage("The standard life of keys is at most the maximum, PT240H, not PT264H");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terms.withStandardLife(Duration.ofDays(1)))
                .withMessage("The standard life of keys is at least the minimum, PT48H, not PT24H");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terms.withPresets(Duration.ofDays(5), Duration.ofDays(30)))
                .withMessageContaining("life that forms offer");
        assertThatIllegalArgumentException().isThrownBy(() -> terms.withMinimumLife(Duration.ofDays(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> terms.withMinimumLife(Duration.ofDays(20)));
    }

    @Test
    void formsOfferWhatIsAllowed() {
        assertThat(KeyTerms.none().lifetime().offered())
                .containsExactly(Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(365));
        assertThat(KeyTerms.none()
                        .withMaximumLife(Duration.ofDays(90))
                        .lifetime()
                        .offered())
                .containsExactly(Duration.ofDays(30), Duration.ofDays(90));
        assertThat(KeyTerms.none()
                        .withPresets(Duration.ofDays(14), Duration.ofDays(7))
                        .lifetime()
                        .offered())
                .containsExactly(Duration.ofDays(7), Duration.ofDays(14));
    }
}
