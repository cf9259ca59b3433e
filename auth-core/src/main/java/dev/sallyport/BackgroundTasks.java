package dev.sallyport;

import dev.sallyport.apikey.ApiKeyServices;
import dev.sallyport.audit.AuditRecorder;
import dev.sallyport.authenticate.Features;
import dev.sallyport.grant.GrantServices;
import dev.sallyport.secret.MasterKeyRotation;
import dev.sallyport.upkeep.Upkeep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lists the work of the background thread. Immutable. */
record BackgroundTasks(
        Features features, GrantServices grants, AuditRecorder audit, MasterKeyRotation masterKeyRotation) {
    private static final Duration NOTICES = Duration.ofSeconds(1);
    private static final Duration ROTATION_CHECK = Duration.ofSeconds(60);
    private static final Duration RESEALING = Duration.ofMillis(250);
    private static final Duration LEAKS = Duration.ofSeconds(1);

    List<Upkeep.Task> regular() {
        List<Upkeep.Task> tasks = new ArrayList<>();
        tasks.add(lastUsedMarks());
        tasks.add(new Upkeep.Task(
                "rotate signing keys", ROTATION_CHECK, features.tokens().signingKeys()::rotateIfDue));
        if (masterKeyRotation.isUnderWay()) {
            tasks.add(new Upkeep.Task(
                    "seal values anew under the present master key", RESEALING, masterKeyRotation::step));
        }
        tasks.add(new Upkeep.Task("write audit events", NOTICES, audit::flush));
        if (grants.leakReports() != null) {
            tasks.add(new Upkeep.Task("work on reports of leaked credentials", LEAKS, grants.leakReports()::work));
        }
        return tasks;
    }

    /** Lists the work at the close of the instance. The follower ends first: what it reads may still mark something. */
    List<Upkeep.Task> last() {
        return List.of(lastUsedMarks(), new Upkeep.Task("write audit events", NOTICES, audit::finish));
    }

    private Upkeep.Task lastUsedMarks() {
        return new Upkeep.Task("write last-used marks", ApiKeyServices.MARK_INTERVAL, features.apiKeys()::writeMarks);
    }
}
