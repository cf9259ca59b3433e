package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.change.StoreException;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.log.RareLines;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Reports of leaked credentials, by whomever. Taking one in looks at nothing that was presented: it is sealed and kept, so answer
 * and time are the same whatever is genuine, and nothing is lost when the process stops. A moment later each genuine credential is
 * recorded in the audit and, by policy, ended: it alone, never what it came from. Safe for use by many threads and nodes.
 */
public final class LeakReports {
    /** How many credentials one report has at most. */
    public static final int MAX_CREDENTIALS = 100;

    /** How many of them may be tokens, each of which costs the check of a signature. */
    public static final int MAX_TOKENS = 16;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final String REASON = "leaked";

    private static final Logger LOG = System.getLogger(LeakReports.class.getName());

    private final RareLines unseen = new RareLines(LOG);
    private final RareLines going = new RareLines(LOG);
    private final LeakInbox inbox;
    private final Revocations revocations;
    private final LeakPolicy policy;
    private final Transactions transactions;
    private final LeakRecords records;

    LeakReports(
            LeakInbox inbox, Revocations revocations, LeakPolicy policy, LeakRecords records, Environment environment) {
        this.inbox = inbox;
        this.revocations = revocations;
        this.policy = policy;
        this.transactions = environment.transactions();
        this.records = records;
    }

    public LeakPolicy policy() {
        return policy;
    }

    /**
     * Takes a report in; durable when this answers.
     *
     * @param address the reporter's, for the audit
     * @return how many credentials were presented; refused when there are none or too many, or too many reports wait
     * @throws StoreException when the backend fails; then the report is not in
     */
    @CheckReturnValue
    public Outcome<Integer> report(List<Secret> credentials, String address) {
        if (credentials.isEmpty()) {
            return invalid("required", "This has 1 to " + MAX_CREDENTIALS + " credentials.");
        }
        if (credentials.size() > MAX_CREDENTIALS) {
            return invalid("too_long", "This must have at most " + MAX_CREDENTIALS + " items.");
        }
        if (credentials.stream().filter(revocations::isSigned).count() > MAX_TOKENS) {
            return invalid("too_many", "At most " + MAX_TOKENS + " of these may be tokens (JWT).");
        }
        return inbox.put(new LeakInbox.Reported(credentials, address))
                ? Outcome.done(credentials.size())
                : Outcome.refused(Refusal.unavailable(RETRY_AFTER));
    }

    private static <T> Outcome<T> invalid(String code, String message) {
        return Outcome.refused(Refusal.invalid(List.of(new FieldError("credentials", code, message))));
    }

    /**
     * For a scheduler: does what the reports ask for that came since.
     *
     * @return how many reports are done
     * @throws StoreException when the backend fails; the rest is done later
     */
    public int work() {
        return inbox.work(presented -> {
            Actor reporter = new Actor(null, presented.address());
            // One that a report names many times is one.
            Set<String> seen = new HashSet<>();
            presented.credentials().stream()
                    .filter(credential -> seen.add(credential.reveal()))
                    .forEach(credential -> settle(credential, reporter));
        });
    }

    private void settle(Secret credential, Actor reporter) {
        try {
            revocations.find(credential).ifPresent(held -> settle(held, credential, reporter));
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            // One that nobody can make sense of must not keep the others waiting.
            unseen.log(Level.WARNING, "A credential that was reported as leaked could not be looked at", e);
        }
    }

    private void settle(HeldCredential held, Secret credential, Actor reporter) {
        if (policy.action() == LeakPolicy.Action.FLAG) {
            records.flagged(held, reporter);
            return;
        }
        try {
            // The end and what is recorded of it are one: neither is there without the other after a crash.
            Revocations.Ending ending = transactions.inTransaction(transaction -> {
                Revocations.Ending became = revocations.end(held, credential, REASON, reporter);
                if (became == Revocations.Ending.LEFT) {
                    records.failed(held, reporter);
                } else {
                    records.ended(held, reporter);
                }
                return became;
            });
            if (ending == Revocations.Ending.LEFT) {
                going.log(Level.ERROR, goesOn(held), null);
            }
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            records.failed(held, reporter);
            going.log(Level.ERROR, goesOn(held), e);
        }
    }

    private static String goesOn(HeldCredential held) {
        return "A credential that was reported as leaked could not be ended and goes on (" + held.kind() + " "
                + Objects.requireNonNullElse(held.id(), "of " + held.owner()) + "): end it by hand";
    }
}
