package dev.sallyport.memory;

import dev.sallyport.change.StoreException;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.session.BrowserCookie;
import dev.sallyport.session.BrowserCookieStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Cookies by digest. */
final class MemoryBrowserCookies implements BrowserCookieStore {
    private final MemoryTransactions transactions;
    private final MemorySessions sessions;
    private final Table<SecretDigest, BrowserCookie> table;

    MemoryBrowserCookies(MemoryTransactions transactions, MemorySessions sessions) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.table = sessions.cookies();
    }

    @Override
    public void insert(BrowserCookie cookie) {
        transactions.write(() -> {
            if (cookie.sessionId() != null
                    && sessions.findById(cookie.sessionId()).isEmpty()) {
                throw new StoreException("The session of that cookie is not there");
            }
            table.set(cookie.digest(), cookie);
            return true;
        });
    }

    @Override
    public Optional<BrowserCookie> find(SecretDigest digest) {
        return table.read(rows -> Optional.ofNullable(rows.get(digest)));
    }

    @Override
    public boolean touch(SecretDigest digest, Instant idleUntil) {
        return transactions.write(() -> {
            Optional<BrowserCookie> found = find(digest);
            found.ifPresent(cookie -> table.set(digest, cookie.touched(idleUntil)));
            return found.isPresent();
        });
    }

    @Override
    public boolean delete(SecretDigest digest) {
        return transactions.write(() -> {
            boolean there = find(digest).isPresent();
            table.set(digest, null);
            return there;
        });
    }

    @Override
    public void deletePending(String ownerId, String audience, int keep) {
        transactions.write(() -> {
            List<BrowserCookie> pending = table.read(rows -> rows.find(MemorySessions.COOKIES_PENDING, ownerId)
                    .filter(cookie -> audience.equals(cookie.audience()))
                    .sorted(Comparator.comparing(BrowserCookie::expiresAt).reversed())
                    .skip(keep)
                    .toList());
            pending.forEach(cookie -> table.set(cookie.digest(), null));
            return true;
        });
    }

    @Override
    public void deleteAllPending(String ownerId) {
        transactions.write(() -> {
            table.read(rows ->
                            rows.find(MemorySessions.COOKIES_PENDING, ownerId).toList())
                    .forEach(cookie -> table.set(cookie.digest(), null));
            return true;
        });
    }

    @Override
    public int deleteExpired(Instant before, int max) {
        return transactions.write(() -> {
            List<BrowserCookie> ended = table.read(rows -> rows.all().stream()
                    .filter(cookie -> cookie.idleUntil().isBefore(before))
                    .limit(max)
                    .toList());
            ended.forEach(cookie -> table.set(cookie.digest(), null));
            return ended.size();
        });
    }
}
