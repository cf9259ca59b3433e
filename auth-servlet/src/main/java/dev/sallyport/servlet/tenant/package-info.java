/** Endpoints of managers, who look after the API keys and service accounts of their tenant. Start at TenantProfile. */
@NullMarked
package dev.sallyport.servlet.tenant;

import org.jspecify.annotations.NullMarked;
