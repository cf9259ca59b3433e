package dev.sallyport.grant;

import dev.sallyport.leak.LeakReport;
import dev.sallyport.leak.LeakReportStore;
import dev.sallyport.log.RareLines;
import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.SealedKind;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.Vault;
import dev.sallyport.secret.VaultException;
import dev.sallyport.text.Base64Url;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes in reports and hands them out for work. A report is durable when it is in, and stays until its work is done: a node that
 * stops in the middle leaves it to whoever comes next, once its claim has run out. Safe for use by many threads and nodes.
 *
 * <p>See decision 0033.
 */
final class LeakInbox {
    private static final int ID_BYTES = 16;
    /** Each takes at most 90 kB. */
    private static final int MAX_WAITING = 1_000;

    private static final int BATCH = 20;
    private static final Duration CLAIM = Duration.ofSeconds(60);

    private final RareLines unreadable = new RareLines(System.getLogger(LeakInbox.class.getName()));
    private final LeakReportStore store;
    private final Vault vault;
    private final String audience;
    private final InstantSource clock;
    private final SecureRandom random;

    /** @param audience the application that takes the reports in and works on them; the credentials of another are unknown to it */
    LeakInbox(LeakReportStore store, Vault vault, String audience, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.vault = vault;
        this.audience = audience;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What somebody reported.
     *
     * @param address theirs
     */
    record Reported(List<Secret> credentials, String address) {
        public Reported {
            credentials = List.copyOf(credentials);
        }
    }

    /**
     * Seals a report and writes it: the same work whatever is in it. What can be no credential, because it has a character that
     * none has, is left out.
     *
     * @return false when too many wait already
     */
    boolean put(Reported reported) {
        String id = Base64Url.random(random, ID_BYTES);
        String lines = Stream.concat(
                        Stream.of(reported.address()),
                        reported.credentials().stream().map(Secret::reveal).filter(LeakInbox::isPlain))
                .collect(Collectors.joining("\n"));
        Instant now = clock.instant();
        Sealed sealed = vault.seal(SealedKind.LEAK_REPORT, id, lines.getBytes(StandardCharsets.UTF_8));
        return store.insert(new LeakReport(id, sealed, now, now, audience), MAX_WAITING);
    }

    /** Printable ASCII without spaces, so that one is told from the next by a line feed. */
    private static boolean isPlain(String credential) {
        return !credential.isEmpty() && credential.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    /**
     * Does the work on some reports, one after the other. What fails with an exception ends this call; that report is handed out
     * again when its claim has run out, so the work must bear being done twice.
     *
     * @return how many reports are done
     * @throws dev.sallyport.change.StoreException when the backend fails
     */
    int work(Consumer<Reported> work) {
        int done = 0;
        for (LeakReport report : store.findUnclaimed(audience, clock.instant(), BATCH)) {
            Instant now = clock.instant();
            if (store.claim(report.id(), now, now.plus(CLAIM))) {
                handle(report, work);
                store.delete(report.id());
                done++;
            }
        }
        return done;
    }

    private void handle(LeakReport report, Consumer<Reported> work) {
        byte[] opened;
        try {
            opened = vault.open(SealedKind.LEAK_REPORT, report.id(), report.sealed());
        } catch (VaultException e) {
            unreadable.log(
                    Level.WARNING, "A report of leaked credentials is dropped, since nobody can open it any more", e);
            return;
        }
        List<String> lines = List.of(new String(opened, StandardCharsets.UTF_8).split("\n", -1));
        work.accept(new Reported(
                lines.subList(1, lines.size()).stream().map(Secret::of).toList(), lines.get(0)));
    }
}
