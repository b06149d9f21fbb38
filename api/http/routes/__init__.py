"""Routes (路由): each module has one function that returns a router, so that another service can mount it."""
