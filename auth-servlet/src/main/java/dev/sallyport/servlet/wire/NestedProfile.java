package dev.sallyport.servlet.wire;

import dev.sallyport.limit.LimitDecision;
import dev.sallyport.outcome.Refusal;
import java.util.Map;
import java.util.Optional;

/**
 * A profile that stands beside the application's own, below a mount that can lie within that of the standard endpoints: {@code
 * /auth/admin} within {@code /auth}. It has the wording of the standard profile. Immutable.
 */
public abstract class NestedProfile implements WireProfile {
    private final String setting;
    private final String mount;
    private final StandardProfile wording;

    /**
     * @param setting names what mounts it, for messages
     * @param mount relative to the context, such as {@code /auth/admin}
     */
    protected NestedProfile(String setting, String mount) {
        this.setting = setting;
        this.mount = mount;
        this.wording = StandardProfile.at(mount);
    }

    /** Names the setting that mounts it, for messages. */
    public final String setting() {
        return setting;
    }

    /** Tells whether its endpoints are for operators, of whom others are told nothing. */
    public boolean isForOperators() {
        return false;
    }

    /** Hears of all endpoints of the application, once, when it starts. */
    public void hear(EndpointMap endpoints) {}

    /** The mount as a path, such as {@code /auth/admin}. */
    protected final String path() {
        return mount;
    }

    @Override
    public final Optional<String> mount() {
        return Optional.of(mount);
    }

    @Override
    public final CredentialSources credentials() {
        return wording.credentials();
    }

    @Override
    public final Reply refusal(Refusal refusal, RefusalContext site) {
        return wording.refusal(refusal, site);
    }

    @Override
    public final Reply failure(String incident, RefusalContext site) {
        return wording.failure(incident, site);
    }

    @Override
    public final Map<String, String> limits(String policy, LimitDecision decision) {
        return wording.limits(policy, decision);
    }
}
