package dev.sallyport.springattack;

import dev.sallyport.access.RequiresScope;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.annotation.RequestScope;

/** Controllers behind proxies that do not show the annotations of what they stand for. */
class Proxied {
    @RestController
    interface ByInterface {
        @GetMapping("/p/interface")
        String get();
    }

    static class Behind implements ByInterface {
        @Override
        @RequiresScope("reports:generate")
        public String get() {
            return Entered.by("behind interface");
        }
    }

    @RestController
    static class ByClass {
        @GetMapping("/p/class")
        @RequiresScope("reports:generate")
        public String get() {
            return Entered.by("behind class");
        }
    }

    @RestController
    @RequestScope
    static class OfRequest {
        @GetMapping("/p/request")
        @RequiresScope("reports:generate")
        public String get() {
            return Entered.by("of request");
        }
    }

    @Bean
    ByInterface interfaceProxy() {
        return (ByInterface) new ProxyFactory(new Behind()).getProxy();
    }

    @Bean
    ByClass twofoldProxy() {
        ProxyFactory inner = new ProxyFactory(new ByClass());
        inner.setProxyTargetClass(true);
        ProxyFactory outer = new ProxyFactory(inner.getProxy());
        outer.setProxyTargetClass(true);
        return (ByClass) outer.getProxy();
    }
}
