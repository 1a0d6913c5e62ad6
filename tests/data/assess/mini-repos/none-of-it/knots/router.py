class Router:
    def __init__(self):
        self.table = {}

    def get(self, path):
        def keep(function):
            self.table[path] = function
            return function
        return keep


router = Router()


@router.get("/not/http")
def rope():
    return "rope"
