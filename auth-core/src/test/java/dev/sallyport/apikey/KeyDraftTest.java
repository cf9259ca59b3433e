package dev.sallyport.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyDraftTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final ScopeCatalog CATALOG = ScopeCatalog.of(Map.of(new Scope("reports:read"), ""));

    @Test
    void findsNothingWrongWithWhatIsAllowedAtTheLimits() {
        KeyRequest request = new KeyRequest(
                "n".repeat(100),
                "one\r\n\ttwo " + "d".repeat(489),
                ScopeSet.of("reports:*"),
                KeyRequest.Expiry.at(Instant.parse("9999-12-31T23:59:59Z")),
                null);
        assertThat(faults(request)).isEmpty();
    }

    @Test
    void namesEveryFaultyField() {
        KeyRequest request =
                new KeyRequest(" ", "d".repeat(501), ScopeSet.of("reports:write"), KeyRequest.Expiry.at(NOW), null);
        assertThat(faults(request))
                .containsExactly("name required", "description too_long", "scopes unknown", "expires_at invalid");
    }

    @ParameterizedTest
    @CsvSource({"'', name required", "'a\0b', name invalid", "'a\nb', name invalid", "'a\u0085b', name invalid"})
    void refusesNameThatIsNoLineOfText(String name, String fault) {
        assertThat(faults(KeyRequest.named(name))).containsExactly(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\u001bb"})
    void refusesDescriptionThatDatabasesOrTerminalsChokeOn(String description) {
        assertThat(faults(KeyRequest.named("n").withDescription(description))).containsExactly("description invalid");
    }

    @Test
    void refusesHalfOfSurrogatePair() {
        String half = String.valueOf(Character.MIN_HIGH_SURROGATE);
        assertThat(faults(KeyRequest.named(half).withDescription(half)))
                .containsExactly("name invalid", "description invalid");
        assertThat(faults(KeyRequest.named("\uD83D\uDD11"))).isEmpty();
    }

    @Test
    void refusesExpiryThatNoClockReaches() {
        assertThat(faults(KeyRequest.named("n").withExpiresAt(Instant.MAX))).containsExactly("expires_at invalid");
    }

    @Test
    void messagesNeverRepeatTheValue() {
        KeyRequest request =
                new KeyRequest("sp_key_secret\n", "sp_key_secret\0", null, KeyRequest.Expiry.at(NOW), null);
        assertThat(KeyDraft.create("id", ApiKey.Owner.user("ada"), "app", request, NOW)
                        .errors(CATALOG))
                .hasSize(3)
                .allSatisfy(error -> assertThat(error.message()).doesNotContain("secret"));
    }

    @Test
    void expiredKeyCanBeRenamedAndNotRevived() {
        ApiKey expired = KeyDraft.create(
                        "id",
                        ApiKey.Owner.user("ada"),
                        "app",
                        KeyRequest.named("n").withExpiresAt(NOW.plusSeconds(1)),
                        NOW)
                .build();
        Instant later = NOW.plusSeconds(1);
        assertThat(faults(expired, KeyUpdate.nothing().name("m"), later)).isEmpty();
        assertThat(faults(expired, KeyUpdate.nothing().expiresAt(null), later)).containsExactly("expires_at invalid");
        assertThat(faults(expired, KeyUpdate.nothing().expiresAt(later.plusSeconds(9)), later))
                .containsExactly("expires_at invalid");
    }

    @Test
    void updateChangesWhatItNamesAndNothingElse() {
        ApiKey key = ApiKey.of("id", "ada", "app", "n", NOW)
                .withDescription("d")
                .withScopes(ScopeSet.none())
                .withLastUsedAt(NOW)
                .withReplaces("old")
                .withVersion(4);
        KeyDraft draft = KeyDraft.change(key, NOW);
        KeyUpdate.nothing().name("m").applyTo(draft);
        assertThat(draft.build())
                .isEqualTo(ApiKey.of("id", "ada", "app", "m", NOW)
                        .withDescription("d")
                        .withScopes(ScopeSet.none())
                        .withLastUsedAt(NOW)
                        .withReplaces("old")
                        .withVersion(5));
    }

    @Test
    void disablingAgainKeepsTheFirstTime() {
        ApiKey key = KeyDraft.create("id", ApiKey.Owner.user("ada"), "app", KeyRequest.named("n"), NOW)
                .build();
        KeyUpdate disable = KeyUpdate.nothing().enabled(false);
        ApiKey disabled = changed(key, disable, NOW);
        assertThat(changed(disabled, disable, NOW.plusSeconds(9)).disabledAt()).isEqualTo(NOW);
        assertThat(changed(disabled, KeyUpdate.nothing().enabled(true), NOW).disabledAt())
                .isNull();
    }

    @Test
    void successorHasAllThatTheOldOneWasGivenButItsHistory() {
        ApiKey old = ApiKey.of("old", "ada", "app", "n", NOW.minus(Duration.ofDays(9)))
                .withDescription("d")
                .withScopes(ScopeSet.of("reports:read"))
                .withExpiresAt(NOW.plusSeconds(60))
                .withLastUsedAt(NOW)
                .withReplaces("older")
                .withVersion(7);
        assertThat(KeyDraft.successor("new", old, NOW).build())
                .isEqualTo(ApiKey.of("new", "ada", "app", "n", NOW)
                        .withDescription("d")
                        .withScopes(ScopeSet.of("reports:read"))
                        .withExpiresAt(NOW.plusSeconds(60))
                        .withReplaces("old"));
    }

    private static ApiKey changed(ApiKey key, KeyUpdate update, Instant now) {
        return draft(key, update, now).build();
    }

    private static KeyDraft draft(ApiKey key, KeyUpdate update, Instant now) {
        KeyDraft draft = KeyDraft.change(key, now);
        update.applyTo(draft);
        return draft;
    }

    private static List<String> faults(ApiKey key, KeyUpdate update, Instant now) {
        return inShort(draft(key, update, now).errors(CATALOG));
    }

    private static List<String> faults(KeyRequest request) {
        return inShort(KeyDraft.create("id", ApiKey.Owner.user("ada"), "app", request, NOW)
                .errors(CATALOG));
    }

    private static List<String> inShort(List<FieldError> errors) {
        return errors.stream().map(error -> error.field() + " " + error.code()).toList();
    }
}
