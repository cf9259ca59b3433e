package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import dev.sallyport.servlet.operator.OperatorProfile;
import dev.sallyport.servlet.probe.ProbeProfile;
import dev.sallyport.servlet.tenant.TenantProfile;
import dev.sallyport.servlet.wire.NestedProfile;
import java.util.function.BiFunction;

/** Endpoints that stand beside a profile, below a mount of their own. */
enum NestedMount {
    OPERATORS("operators", OperatorProfile::new),
    TENANTS("tenants", TenantProfile::new),
    PROBES("health", ProbeProfile::new);

    private final String setting;

    @SuppressWarnings("ImmutableEnumChecker") // A constructor.
    private final BiFunction<String, Sallyport, NestedProfile> maker;

    NestedMount(String setting, BiFunction<String, Sallyport, NestedProfile> maker) {
        this.setting = setting;
        this.maker = maker;
    }

    /** Names the setting, for messages. */
    String setting() {
        return setting;
    }

    /** @throws IllegalStateException when the application has not turned on what they are for */
    NestedProfile at(String mount, Sallyport auth) {
        return maker.apply(mount, auth);
    }
}
