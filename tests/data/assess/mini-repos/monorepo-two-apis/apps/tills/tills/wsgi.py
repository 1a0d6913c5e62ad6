from tills import create_app

app = create_app()
