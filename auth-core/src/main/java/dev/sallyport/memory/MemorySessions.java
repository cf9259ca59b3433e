package dev.sallyport.memory;

import dev.sallyport.change.StoreException;
import dev.sallyport.page.Page;
import dev.sallyport.page.Place;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.session.BrowserCookie;
import dev.sallyport.session.RefreshFamily;
import dev.sallyport.session.Session;
import dev.sallyport.session.SessionQuery;
import dev.sallyport.session.SessionStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Sessions by id, owner, owner without key, key, and key with label. */
final class MemorySessions implements SessionStore {
    private record Labelled(String credentialId, String label) {}

    private static final Index<Session> BY_OWNER = session -> List.of(session.ownerId());
    private static final Index<Session> BY_PERSON =
            session -> session.credentialId() == null ? List.of(session.ownerId()) : List.of();
    private static final Index<Session> BY_CREDENTIAL =
            session -> session.credentialId() == null ? List.of() : List.of(session.credentialId());
    private static final Index<Session> BY_LABEL =
            session -> labelled(session).stream().toList();
    static final Index<BrowserCookie> COOKIES_PENDING =
            cookie -> cookie.sessionId() == null ? List.of(cookie.ownerId()) : List.of();
    private static final Index<BrowserCookie> COOKIES_BY_SESSION =
            cookie -> cookie.sessionId() == null ? List.of() : List.of(cookie.sessionId());
    private static final Comparator<Session> NEWEST_FIRST =
            Comparator.comparing(Session::createdAt).reversed().thenComparing(Session::id);

    private final MemoryTransactions transactions;
    // Here, since families and cookies go with their sessions.
    private final Table<String, RefreshFamily> families;
    private final Table<SecretDigest, BrowserCookie> cookies;
    private final Table<String, Session> table;

    MemorySessions(MemoryTransactions transactions) {
        this.transactions = transactions;
        this.families = transactions.table(List.of());
        this.cookies = transactions.table(List.of(COOKIES_BY_SESSION, COOKIES_PENDING));
        this.table = transactions.table(List.of(BY_OWNER, BY_PERSON, BY_CREDENTIAL, BY_LABEL));
    }

    Table<SecretDigest, BrowserCookie> cookies() {
        return cookies;
    }

    Table<String, Session> table() {
        return table;
    }

    Table<String, RefreshFamily> families() {
        return families;
    }

    @Override
    public void insert(Session session) {
        transactions.write(() -> {
            if (table.read(rows -> rows.get(session.id()) != null
                    || labelled(session).filter(l -> rows.has(BY_LABEL, l)).isPresent())) {
                throw new StoreException(
                        "A session with that id, or with that label of the same key, is there already");
            }
            table.set(session.id(), session);
            return true;
        });
    }

    @Override
    public Optional<Session> findById(String id) {
        return table.read(rows -> Optional.ofNullable(rows.get(id)));
    }

    @Override
    public Optional<Session> findByLabel(String credentialId, String label) {
        return table.read(
                rows -> rows.find(BY_LABEL, new Labelled(credentialId, label)).findFirst());
    }

    @Override
    public List<Session> findByOwner(String ownerId, int max) {
        return newest(BY_OWNER, ownerId, session -> true, max);
    }

    @Override
    public List<Session> findByOwner(String ownerId, String audience, int max) {
        return newest(BY_OWNER, ownerId, session -> audience.equals(session.audience()), max);
    }

    @Override
    public List<Session> findWithoutCredential(String ownerId, int max) {
        return newest(BY_PERSON, ownerId, session -> true, max);
    }

    @Override
    public List<Session> findWithoutCredential(String ownerId, String audience, int max) {
        return newest(BY_PERSON, ownerId, session -> audience.equals(session.audience()), max);
    }

    @Override
    public List<Session> findByCredential(String credentialId, int max) {
        return newest(BY_CREDENTIAL, credentialId, session -> true, max);
    }

    @Override
    public List<Session> findByCredential(String credentialId, String audience, int max) {
        return newest(BY_CREDENTIAL, credentialId, session -> audience.equals(session.audience()), max);
    }

    @Override
    public Page<Session> list(SessionQuery query, Instant now) {
        query.requireAudience();
        return table.read(rows -> Pages.of(
                rows.all().stream(),
                session -> query.placeOf(session, now),
                Place.ORDER.reversed(),
                query.list(),
                query.after(),
                query.limit()));
    }

    @Override
    public boolean extend(Session session) {
        return transactions.write(() -> {
            Optional<Session> kept = findById(session.id());
            kept.ifPresent(old -> table.set(old.id(), old.extended(session.expiresAt(), session.reusableToken())));
            return kept.isPresent();
        });
    }

    @Override
    public boolean setAmr(String id, List<String> amr) {
        return transactions.write(() -> {
            Optional<Session> kept = findById(id);
            kept.ifPresent(old -> table.set(id, old.withAmr(amr)));
            return kept.isPresent();
        });
    }

    @Override
    public boolean delete(String id) {
        return transactions.write(() -> {
            if (findById(id).isEmpty()) {
                return false;
            }
            remove(id);
            return true;
        });
    }

    @Override
    public int deleteExpired(Instant before, int max) {
        return transactions.write(() -> {
            List<String> expired = table.read(rows -> rows.all().stream()
                    .filter(session -> session.expiresAt().isBefore(before))
                    .limit(max)
                    .map(Session::id)
                    .toList());
            expired.forEach(this::remove);
            return expired.size();
        });
    }

    private void remove(String id) {
        table.set(id, null);
        families.set(id, null);
        List<BrowserCookie> opening =
                cookies.read(rows -> rows.find(COOKIES_BY_SESSION, id).toList());
        opening.forEach(cookie -> cookies.set(cookie.digest(), null));
    }

    private List<Session> newest(Index<Session> index, String value, Predicate<Session> condition, int max) {
        return table.read(rows -> rows.find(index, value)
                .filter(condition)
                .sorted(NEWEST_FIRST)
                .limit(max)
                .toList());
    }

    private static Optional<Labelled> labelled(Session session) {
        return session.credentialId() == null || session.label() == null
                ? Optional.empty()
                : Optional.of(new Labelled(session.credentialId(), session.label()));
    }
}
