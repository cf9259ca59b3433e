package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.NOW;
import static dev.sallyport.testing.Samples.digest;
import static dev.sallyport.testing.Samples.plainApiKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyQuery;
import dev.sallyport.page.PageCursor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Contract of {@link dev.sallyport.apikey.ApiKeyStore} for lists in pages. */
interface KeyListsContract extends Contract {
    /** Keys of one application, in pages of one item, so that every boundary is crossed. */
    KeyQuery APP = KeyQuery.all().withAudience("app").withLimit(1);

    private void put(String id, Instant createdAt, UnaryOperator<ApiKey.Builder> change) {
        put(ApiKey.builder(id, "owner", "app", "name", createdAt), change);
    }

    private void put(ApiKey.Builder key, UnaryOperator<ApiKey.Builder> change) {
        ApiKey made = change.apply(key).build();
        assertThat(stores().apiKeys().insert(made, digest(made.id()))).isTrue();
    }

    private List<String> ids(KeyQuery query) {
        return Walk.names(after -> stores().apiKeys().list(query.after(after), NOW), ApiKey::id);
    }

    @Test
    default void keysOfAnApplicationComeNewestFirst() {
        for (int i = 0; i < 25; i++) {
            // Some at the same time.
            put("k%02d".formatted((i * 7) % 25), NOW.plusSeconds(((i * 7) % 25) / 3), key -> key);
        }
        put(ApiKey.builder("else", "owner", "other", "name", NOW), key -> key);
        for (int limit : new int[] {1, 3, 24, 25, 200}) {
            List<String> listed = ids(APP.withLimit(limit));
            assertThat(listed).hasSize(25).doesNotHaveDuplicates();
            assertThat(listed.stream().map(id -> Integer.parseInt(id.substring(1)) / 3))
                    .isSortedAccordingTo((one, other) -> other - one);
        }
        assertThat(ids(APP.withAudience("other"))).containsExactly("else");
        assertThatIllegalArgumentException().isThrownBy(() -> stores().apiKeys().list(KeyQuery.all(), NOW));
    }

    @Test
    default void keysAreListedByOwnerAndTenant() {
        put("a", NOW.plusSeconds(1), key -> key.owned(ApiKey.OwnerKind.USER, "maker", "acme"));
        put("b", NOW.plusSeconds(2), key -> key.owned(ApiKey.OwnerKind.TENANT, "maker", "acme"));
        put("c", NOW.plusSeconds(3), key -> key.owned(ApiKey.OwnerKind.USER, "maker", "Acme"));
        put(ApiKey.builder("d", "vic", "app", "CI", NOW), key -> key.owned(ApiKey.OwnerKind.USER, "vic", "acme"));
        put(ApiKey.builder("e", "vic", "other", "CI", NOW), key -> key.owned(ApiKey.OwnerKind.USER, "vic", "acme"));
        assertThat(ids(APP.withTenant("acme"))).containsExactly("b", "a", "d");
        assertThat(ids(APP.withOwner("owner"))).containsExactly("c", "b", "a");
        assertThat(ids(APP.withOwner("owner").withTenant("acme"))).containsExactly("b", "a");
        assertThat(ids(APP.withTenant("acme").withText("ci"))).containsExactly("d");
        assertThat(ids(APP.withOwner("vic").withText("c"))).containsExactly("d");
        assertThat(ids(APP.withOwner("vic\0"))).isEmpty();
        assertThat(ids(APP.withTenant("nobody"))).isEmpty();
    }

    @Test
    default void keysAreListedByWhatBecameOfThem() {
        Instant past = NOW.minusSeconds(60);
        put("live", past, key -> key.expiresAt(NOW.plusSeconds(1)));
        put("endless", past.minusSeconds(1), key -> key);
        put("disabled", past, key -> key.disabledAt(past));
        put("disabled2", past, key -> key.disabledAt(NOW));
        put("expired", past, key -> key.expiresAt(NOW));
        put("expired2", past, key -> key.expiresAt(past).disabledAt(past));
        put("revoked", past, key -> key.revoked(past, null));
        put("revoked2", past, key -> key.revoked(NOW, null).expiresAt(past).disabledAt(past));
        assertThat(ids(APP.withState(KeyQuery.State.LIVE))).containsExactly("live", "endless");
        assertThat(ids(APP.withState(KeyQuery.State.DISABLED)))
                .as("disabled last, first")
                .containsExactly("disabled2", "disabled");
        assertThat(ids(APP.withState(KeyQuery.State.EXPIRED))).containsExactly("expired2", "expired");
        assertThat(ids(APP.withState(KeyQuery.State.REVOKED))).containsExactly("revoked2", "revoked");
        assertThat(ids(APP.withState(KeyQuery.State.REVOKED).withOwner("owner")))
                .containsExactlyInAnyOrder("revoked2", "revoked");
    }

    @Test
    default void keysAreListedByExpiryAndLastUse() {
        Instant old = NOW.minus(Duration.ofDays(100));
        put("used", old, key -> key.lastUsedAt(NOW).expiresAt(NOW.plusSeconds(10)));
        put("unused", old, key -> key.expiresAt(NOW.plusSeconds(20)));
        put("forgotten", old.plusSeconds(1), key -> key.lastUsedAt(old.plusSeconds(5)));
        put("new", NOW, key -> key.expiresAt(NOW.plusSeconds(30)));
        assertThat(ids(APP.unusedSince(NOW.minus(Duration.ofDays(90))))).containsExactly("forgotten", "unused");
        assertThat(ids(APP.expiringBefore(NOW.plusSeconds(30)))).containsExactly("used", "unused");
        assertThat(ids(APP.expiringFrom(NOW.plusSeconds(20)))).containsExactly("unused", "new");
        assertThat(ids(APP.expiringFrom(NOW.plusSeconds(20)).expiringBefore(NOW.plusSeconds(21))))
                .containsExactly("unused");
        assertThat(ids(APP.expiringBefore(Instant.MAX))).containsExactly("used", "unused", "new");
        assertThat(ids(APP.expiringFrom(Instant.MIN).unusedSince(NOW))).containsExactly("unused");
    }

    @Test
    default void keysAreFoundByHowIdOrNameBegins() {
        put(ApiKey.builder("Ab1", "owner", "app", "Nightly", NOW), key -> key);
        put(ApiKey.builder("aB2", "owner", "app", "ab-import", NOW), key -> key);
        put(ApiKey.builder("cd3", "owner", "app", "AB-Export 100%_", NOW), key -> key);
        put(ApiKey.builder("aB4", "owner", "other", "ab", NOW), key -> key);
        assertThat(ids(APP.withText("aB")))
                .as("ids as they stand, names in any case")
                .containsExactly("aB2", "cd3");
        assertThat(ids(APP.withText("Ab"))).containsExactly("Ab1", "cd3", "aB2");
        assertThat(ids(APP.withText("AB-EXPORT 100%_"))).containsExactly("cd3");
        assertThat(ids(APP.withText("%"))).isEmpty();
        assertThat(ids(APP.withText("ab-_"))).isEmpty();
        assertThat(ids(APP.withText("a\0"))).isEmpty();
    }

    @Test
    default void keysThatStayAreListedOnceWhateverHappensMeanwhile() {
        for (int i = 0; i < 12; i++) {
            put("stay%02d".formatted(i), NOW.plusSeconds(i), key -> key);
            put("gone%02d".formatted(i), NOW.plusSeconds(i), key -> key);
        }
        AtomicInteger step = new AtomicInteger();
        List<String> seen =
                Walk.names(after -> stores().apiKeys().list(APP.withLimit(2).after(after), NOW), ApiKey::id, () -> {
                    int n = step.getAndIncrement();
                    if (n < 12) {
                        stores().apiKeys().delete("gone%02d".formatted(n));
                        put("new%02d".formatted(n), NOW.plusSeconds(n), key -> key);
                        stores().apiKeys()
                                .update(plainApiKey("stay%02d".formatted(n), "owner", NOW.plusSeconds(n))
                                        .withDescription("changed")
                                        .withVersion(1));
                    }
                });
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen.stream().filter(id -> id.startsWith("stay"))).hasSize(12);
    }

    @Test
    default void cursorOfAnotherListOfKeysIsRefused() {
        put("a", NOW, key -> key.owned(ApiKey.OwnerKind.USER, "owner", "acme").disabledAt(NOW));
        put("b", NOW, key -> key.owned(ApiKey.OwnerKind.USER, "owner", "acme").disabledAt(NOW));
        PageCursor next = Objects.requireNonNull(
                stores().apiKeys().list(APP.withTenant("acme"), NOW).next());
        KeyQuery acme = APP.withTenant("acme");
        assertThat(stores().apiKeys().list(acme.after(next), NOW).items()).hasSize(1);
        for (KeyQuery other : List.of(
                APP,
                acme.withAudience("other"),
                acme.withTenant("umbrella"),
                acme.withOwner("owner"),
                acme.withText("a"),
                acme.unusedSince(NOW),
                acme.expiringBefore(NOW),
                acme.withState(KeyQuery.State.DISABLED))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> stores().apiKeys().list(other.after(next), NOW));
        }
        KeyQuery unused = APP.unusedSince(NOW.plusSeconds(1));
        PageCursor moved =
                Objects.requireNonNull(stores().apiKeys().list(unused, NOW).next());
        assertThat(stores().apiKeys()
                        .list(unused.unusedSince(NOW.plusSeconds(2)).after(moved), NOW)
                        .items())
                .as("90 days ago is later by the next page")
                .hasSize(1);
    }
}
