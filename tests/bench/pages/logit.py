"""Logistic regression by Newton's method, with a penalty on the weights' squares. Needs numpy."""
import numpy as np


def newton(values, wrong, penalty):
    """The weights of the columns of `values` by which each row of `wrong` (0 or 1) is likeliest."""
    weights = np.zeros(values.shape[1])
    for _ in range(60):
        likely = 1 / (1 + np.exp(-(values @ weights)))
        gradient = values.T @ (likely - wrong) + penalty * weights
        hessian = (values * (likely * (1 - likely))[:, None]).T @ values + penalty * np.eye(len(weights))
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if abs(step).max() < 1e-6:
            break
    return weights
