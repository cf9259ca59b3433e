package dev.sallyport.testing;

import static dev.sallyport.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.audit.AuditCursor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditPage;
import dev.sallyport.audit.AuditQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link dev.sallyport.audit.AuditStore} promises. */
interface AuditStoreContract extends Contract {
    private static AuditEvent event(
            int second, AuditEvent.Type type, @Nullable String owner, @Nullable String credential) {
        return new AuditEvent(
                NOW.plusSeconds(second), type, "admin", owner, credential, "192.0.2.1", Map.of("second", "" + second));
    }

    private List<Integer> seconds(AuditPage page) {
        return page.events().stream()
                .map(event -> Integer.valueOf(event.details().get("second")))
                .toList();
    }

    private List<Integer> find(AuditQuery query) {
        return seconds(stores().auditLog().find(query));
    }

    @Test
    default void auditEventKeepsEveryField() {
        AuditEvent full = new AuditEvent(
                NOW.plusNanos(123_456_000),
                AuditEvent.Type.API_KEY_REVOKED,
                "admin",
                "ada",
                "key",
                "2001:db8::/64",
                Map.of("reason", "line\nbreak = \\ \"x\" \uD83D\uDD11", "name", ""));
        AuditEvent bare = AuditEvent.ofInstance(NOW, AuditEvent.Type.NOTICES_LEFT_OUT, Map.of());
        stores().auditLog().insert(List.of(full, bare));
        stores().auditLog().insert(List.of());
        assertThat(stores().auditLog().find(AuditQuery.newest()).events()).containsExactly(full, bare);
    }

    @Test
    default void auditEventWithWhatCannotBeHeldIsKeptAllTheSame() {
        String odd = "a\0b\uD800c";
        stores().auditLog()
                .insert(List.of(
                        new AuditEvent(NOW, AuditEvent.Type.LOGIN_FAILED, odd, odd, odd, odd, Map.of("user", odd))));
        assertThat(stores().auditLog().find(AuditQuery.newest()).events())
                .singleElement()
                .satisfies(event -> assertThat(event.details().get("user"))
                        .startsWith("a")
                        .contains("b")
                        .endsWith("c"));
        stores().auditLog().find(AuditQuery.newest().withOwner(odd).withCredential(odd));
    }

    @Test
    default void auditEventsAreFoundByOwnerCredentialTypeAndTime() {
        stores().auditLog()
                .insert(List.of(
                        event(1, AuditEvent.Type.API_KEY_CREATED, "ada", "k1"),
                        event(2, AuditEvent.Type.API_KEY_CREATED, "bob", "k2"),
                        event(3, AuditEvent.Type.API_KEY_REVOKED, "ada", "k1"),
                        event(4, AuditEvent.Type.LOGIN_FAILED, null, null),
                        event(5, AuditEvent.Type.API_KEY_CREATED, "ada", "k3")));
        AuditQuery all = AuditQuery.newest();
        assertThat(find(all)).containsExactly(5, 4, 3, 2, 1);
        assertThat(find(all.withOwner("ada"))).containsExactly(5, 3, 1);
        assertThat(find(all.withOwner("ADA"))).isEmpty();
        assertThat(find(all.withCredential("k1"))).containsExactly(3, 1);
        assertThat(find(all.withOwner("bob").withCredential("k1"))).isEmpty();
        assertThat(find(all.withTypes(AuditEvent.Type.API_KEY_REVOKED, AuditEvent.Type.LOGIN_FAILED)))
                .containsExactly(4, 3);
        assertThat(find(all.between(NOW.plusSeconds(2), NOW.plusSeconds(4)))).containsExactly(3, 2);
        assertThat(find(all.between(Instant.MIN, Instant.MAX))).hasSize(5);
        assertThat(find(all.withOwner("ada")
                        .withTypes(AuditEvent.Type.API_KEY_CREATED)
                        .between(NOW, NOW.plusSeconds(5))))
                .containsExactly(1);
    }

    @Test
    default void auditEventsAreFoundByActor() {
        stores().auditLog()
                .insert(List.of(
                        event(1, AuditEvent.Type.USER_CHANGED, "ada", null),
                        new AuditEvent(NOW, AuditEvent.Type.USER_DISABLED, "root", "ada", null, null, Map.of())));
        AuditQuery byRoot = AuditQuery.newest().withActor("root");
        assertThat(stores().auditLog().find(byRoot).events())
                .extracting(AuditEvent::type)
                .containsExactly(AuditEvent.Type.USER_DISABLED);
        assertThat(find(byRoot.withOwner("bob"))).isEmpty();
        assertThat(find(AuditQuery.newest().withActor("ROOT"))).isEmpty();
    }

    @Test
    default void auditPagesHaveEveryEventOnceAlsoOfTheSameInstant() {
        for (int i = 0; i < 25; i++) {
            stores().auditLog().insert(List.of(event(i / 10, AuditEvent.Type.LOGIN_FAILED, "ada", "c" + i)));
        }
        AuditQuery query = AuditQuery.newest().withOwner("ada").withLimit(7);
        List<AuditEvent> seen = new ArrayList<>();
        AuditPage page = stores().auditLog().find(query);
        seen.addAll(page.events());
        int pages = 1;
        for (AuditCursor next = page.next(); next != null; next = page.next()) {
            page = stores().auditLog()
                    .find(query.after(AuditCursor.parse(next.text()).orElseThrow()));
            seen.addAll(page.events());
            pages++;
        }
        assertThat(pages).isEqualTo(4);
        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
        assertThat(seen).isSortedAccordingTo((a, b) -> b.at().compareTo(a.at()));
        assertThat(stores().auditLog().find(query.withLimit(25)).next()).isNull();
    }

    @Test
    default void auditEventsBelongToTheTransaction() {
        assertThatThrownBy(() -> stores().inTransaction(transaction -> {
                    stores().auditLog().insert(List.of(event(1, AuditEvent.Type.API_KEY_CREATED, "ada", "k")));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(find(AuditQuery.newest())).isEmpty();
    }

    @Test
    default void oldAuditEventsGoOldestFirst() {
        for (int i = 0; i < 5; i++) {
            stores().auditLog().insert(List.of(event(i, AuditEvent.Type.LOGIN_FAILED, "ada", null)));
        }
        assertThat(stores().auditLog().deleteBefore(NOW.plusSeconds(3), 2)).isEqualTo(2);
        assertThat(find(AuditQuery.newest())).containsExactly(4, 3, 2);
        assertThat(stores().auditLog().deleteBefore(NOW.plusSeconds(3), 9)).isEqualTo(1);
        assertThat(stores().auditLog().deleteBefore(NOW.plusSeconds(3), 9)).isZero();
        assertThat(find(AuditQuery.newest())).containsExactly(4, 3);
    }
}
