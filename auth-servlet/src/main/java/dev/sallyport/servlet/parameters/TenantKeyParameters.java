package dev.sallyport.servlet.parameters;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.tenant.TenantKeyPolicy;
import java.util.List;

/** Which roles limit the keys of tenants, and who manages these keys. Without state. */
final class TenantKeyParameters {
    private static final String ROLES = "tenantKeys";
    private static final String MANAGERS = "tenantManagers";

    static final List<String> NAMES = List.of(ROLES, MANAGERS);

    private TenantKeyParameters() {}

    static void applyTo(SallyportBuilder builder, ParameterTexts parameters) {
        String roles = parameters.find(ROLES);
        String managers = parameters.find(MANAGERS);
        if (roles == null) {
            if (managers != null) {
                throw ParameterTexts.wrong(
                        MANAGERS,
                        "says who manages the keys of tenants, and there are none: name the roles that limit these keys"
                                + " with " + ParameterTexts.PREFIX + ROLES,
                        null);
            }
            return;
        }
        try {
            TenantKeyPolicy policy = TenantKeyPolicy.withRoles(array(roles));
            builder.tenantKeys(managers == null ? policy : policy.managedBy(array(managers)));
        } catch (IllegalArgumentException e) {
            throw ParameterTexts.wrong(ROLES, "is \"" + roles + "\": " + e.getMessage(), e);
        }
    }

    private static String[] array(String text) {
        return PlainSettings.words(text).toArray(String[]::new);
    }
}
